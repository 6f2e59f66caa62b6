# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds dist\cxfield and a zip of it. NOT YET TRIED on Windows; nothing is signed.
$ErrorActionPreference = "Stop"
Set-Location (Join-Path $PSScriptRoot "..")
py -3 installer\bootstrap.py env
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
$pip = Join-Path (Get-ChildItem installer\pip-*.whl).FullName "pip"
.venv\Scripts\python.exe $pip install --quiet "pyinstaller>=6.10,<7"
.venv\Scripts\pyinstaller.exe --noconfirm --log-level WARN --workpath build\frozen installer\cxfield.spec
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
Compress-Archive -Force -Path dist\cxfield -DestinationPath dist\cxfield-windows.zip
