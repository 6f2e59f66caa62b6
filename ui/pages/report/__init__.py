# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Report room."""

from ui.pages.report.page import ReportPage

__all__ = ["ReportPage"]
