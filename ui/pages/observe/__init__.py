# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Observe room."""

from ui.pages.observe.page import ObservePage

__all__ = ["ObservePage"]
