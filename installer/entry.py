# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the frozen program begins: without arguments it opens the window."""

import sys

from cxfield.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["open"]))
