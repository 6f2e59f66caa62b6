# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Interview room."""

from ui.pages.interview.page import InterviewPage

__all__ = ["InterviewPage"]
