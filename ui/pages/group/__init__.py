# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Group room."""

from ui.pages.group.page import GroupPage

__all__ = ["GroupPage"]
