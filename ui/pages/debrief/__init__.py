# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Debrief room."""

from ui.pages.debrief.page import DebriefPage

__all__ = ["DebriefPage"]
