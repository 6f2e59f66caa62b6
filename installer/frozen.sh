#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the frozen program into dist/cxfield and tries it. Tried on Debian 12.
set -eu
cd "$(dirname "$0")/.."
make env
# PyInstaller is a tool of the packager, not of the project: it is not in the lock.
.venv/bin/python "$(ls installer/pip-*.whl)/pip" install --quiet --disable-pip-version-check "pyinstaller>=6.10,<7"
.venv/bin/pyinstaller --noconfirm --log-level WARN --workpath build/frozen installer/cxfield.spec
tried=$(mktemp -d)
trap 'rm -rf "$tried"' EXIT
export CXFIELD_HOME="$tried/home" QT_QPA_PLATFORM=offscreen
dist/cxfield/cxfield demo "$tried/demo.cxf" --language fi
dist/cxfield/cxfield report "$tried/demo.cxf" --language fi --out "$tried/report" --format docx --format pdf
ls -l "$tried/report"
du -sh dist/cxfield
