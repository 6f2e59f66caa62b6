# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window: asks services, shows results, holds no rules."""

import sys

if sys.version_info < (3, 12):
    # PySide6 6.12 gives a reference to None back after every call without a result. From Python 3.12 on None
    # lives for ever; in 3.11 its count would reach zero after some thousand paints and the program would end.
    import ctypes

    ctypes.c_ssize_t.from_address(id(None)).value = 1 << 60
