# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Plan room: a study is set up before anyone goes into the field."""

from ui.pages.plan.page import PlanPage

__all__ = ["PlanPage"]
