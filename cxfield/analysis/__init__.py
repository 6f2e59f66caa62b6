# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pure functions: plain values in, frozen results out; what is undefined has a reason and is never zero."""
