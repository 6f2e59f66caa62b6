# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Editors: one for each question type, the answer box and the emotion wheel."""
