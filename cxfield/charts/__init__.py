# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Charts: plain results are laid out once into a scene, and painters draw the scene."""
