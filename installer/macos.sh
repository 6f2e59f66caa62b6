#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds dist/CXField.app and a disk image. NOT YET TRIED on a Mac; the bundle is neither signed nor notarised.
set -eu
cd "$(dirname "$0")/.."
installer/frozen.sh
hdiutil create -volname CXField -srcfolder dist/CXField.app -ov -format UDZO dist/CXField.dmg
