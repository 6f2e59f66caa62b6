# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Data room."""

from ui.pages.data.page import DataPage

__all__ = ["DataPage"]
