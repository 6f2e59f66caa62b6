# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Painted controls; import each from its own module so that a page loads only what it shows."""
