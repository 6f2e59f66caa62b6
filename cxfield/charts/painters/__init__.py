# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Painters of scenes: reportlab (PDF), Pillow (PNG) and SVG. The Qt one lives with the window."""
