# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sound: a microphone and a loudspeaker where the machine has them, and a reason where it has not."""
