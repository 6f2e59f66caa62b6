#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Packs dist/cxfield (installer/frozen.sh) as dist/cxfield_VERSION_ARCH.deb.
set -eu
cd "$(dirname "$0")/.."
version=$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
arch=$(dpkg --print-architecture)
top=build/debian
depends=$(python3 -c 'import sys; sys.path.insert(0, ".")
from installer.bootstrap import SYSTEM_LIBRARIES
print(", ".join(sorted(SYSTEM_LIBRARIES.values())))')
test -x dist/cxfield/cxfield || { echo "Run installer/frozen.sh first." >&2; exit 1; }
rm -rf "$top"
mkdir -p "$top"/{DEBIAN,opt,usr/bin,usr/share/applications,usr/share/mime/packages,usr/share/doc/cxfield} \
  "$top"/usr/share/icons/hicolor/scalable/apps
cp -r dist/cxfield "$top/opt/cxfield"
ln -s /opt/cxfield/cxfield "$top/usr/bin/cxfield"
cp resources/look/icon.svg "$top/usr/share/icons/hicolor/scalable/apps/cxfield.svg"
cp LICENSE "$top/usr/share/doc/cxfield/copyright"
cat > "$top/usr/share/applications/cxfield.desktop" <<EOF
[Desktop Entry]
Type=Application
Name=CXField
Comment=Field notebook of customer experience research
Comment[fi]=Asiakaskokemustutkimuksen kenttämuistio
Exec=cxfield open %f
Icon=cxfield
MimeType=application/x-cxfield;
Categories=Office;Science;
EOF
cat > "$top/usr/share/mime/packages/cxfield.xml" <<EOF
<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
 <mime-type type="application/x-cxfield"><comment>CXField study</comment><glob pattern="*.cxf"/></mime-type>
</mime-info>
EOF
cat > "$top/DEBIAN/control" <<EOF
Package: cxfield
Version: $version
Architecture: $arch
Maintainer: The CXField authors <cxfield@localhost>
Installed-Size: $(du -sk "$top/opt" | cut -f1)
Depends: $depends
Section: science
Priority: optional
Description: field notebook of customer experience research
 Observe, interview, moderate, debrief and report, on one laptop, offline.
EOF
dpkg-deb --root-owner-group --build "$top" "dist/cxfield_${version}_${arch}.deb"
