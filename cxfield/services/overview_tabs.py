# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of each tab of the overview."""

import datetime as dt

from cxfield.i18n import Texts
from cxfield.services.overview_compare import comparisons
from cxfield.services.overview_measures import measure_tables
from cxfield.services.overview_paths import path_tables
from cxfield.services.overview_patterns import coded, observed_times
from cxfield.services.overview_people import people_tables
from cxfield.services.overview_progress import progress_tables
from cxfield.services.overview_scope import Scoped
from cxfield.services.overview_tables import TableView
from cxfield.services.overview_watched import watched_tables
from cxfield.storage import Reader


def tables_of(tab: str, reader: Reader, found: Scoped, texts: Texts, today: dt.date) -> tuple[TableView, ...]:
    """What a tab shows in tables; the first tab has none."""
    match tab:
        case "metrics":
            return measure_tables(reader, found, texts)
        case "journey":
            return path_tables(reader, found, texts)
        case "patterns":
            times = observed_times(found)
            return watched_tables(reader, found, coded(reader, found, times), times, texts)
        case "compare":
            return comparisons(reader, found, texts)
        case "people":
            return people_tables(reader, found, texts)
        case "progress":
            return progress_tables(reader, found, texts, today)
        case _:
            return ()
