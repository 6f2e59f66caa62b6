# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`python -m cxfield.cli`."""

import sys

from cxfield.cli import main

sys.exit(main())
