# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the interview room says who, when and how far."""

import datetime as dt

from cxfield.i18n import Texts, pick
from cxfield.services.interview_list import MODES
from cxfield.services.interview_views import Head


def clock_time(started_at: int, offset_min: int) -> dt.datetime:
    """The local time at which something started."""
    zone = dt.timezone(dt.timedelta(minutes=offset_min))
    return dt.datetime.fromtimestamp(started_at / 1000, zone)


def mode_words(mode: str, texts: Texts) -> str:
    """`kasvokkain`, or what was written there."""
    return next((texts.t(words) for key, words in MODES if key == mode), mode)


def title(head: Head, texts: Texts, *, short: bool) -> str:
    """`P07 · haastattelu kasvokkain`, on a tablet `P07 · kasvokkain`."""
    mode = mode_words(head.mode, texts)
    if short:
        return f"{head.code} · {mode}" if mode else head.code
    return f"{head.code} · " + texts.t("interview {mode}", mode=mode).strip()


def subtitle(head: Head, texts: Texts, *, short: bool) -> str:
    """`Espoo · ke 8.10. klo 17.05 · mies, 35–44, perhe`."""
    parts = [pick(head.site, texts.locale)]
    if head.started_at is not None:
        moment = clock_time(head.started_at, head.offset_min)
        day = texts.day(moment.date())
        parts.append(day if short else texts.t("{day} at {time}", day=day, time=texts.time(moment)))
    if not short:
        parts.append(", ".join(head.profile))
    return " · ".join(part for part in parts if part)


def minutes(ms: int) -> str:
    """`7:05`: minutes and seconds."""
    seconds = max(0, ms) // 1000
    return f"{seconds // 60}:{seconds % 60:02}"
