# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window: asks services, shows results, holds no rules."""

import sys

if sys.version_info < (3, 12):
    # PySide6 6.12 gives a reference to None back after every call without a result, and one to True after
    # every signal that Python emits. From Python 3.12 on they live for ever; in 3.11 their counts would reach
    # zero after some thousand paints or keys and the program would end.
    import ctypes

    for constant in (None, True, False):
        ctypes.c_ssize_t.from_address(id(constant)).value = 1 << 60
