# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Overview room."""

from ui.pages.overview.page import OverviewPage

__all__ = ["OverviewPage"]
