# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is ticked as it happens, whatever the latest entry is: good and bad signs, one's own distractions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cxfield.i18n import N_
from cxfield.methods import detail as known
from ui.late import Late
from ui.pages.observe.choices import Pick, Row
from ui.pages.observe.outbox import Letter

if TYPE_CHECKING:
    from cxfield.services import entry_detail as verbs
    from ui.pages.observe.log import Log
else:
    verbs = Late("cxfield.services.entry_detail")


def sign_row(log: Log) -> Row:
    """Good and bad signs; each is an entry of its own, and the row stays open for the next."""
    t = log.ui.texts.t
    picks = tuple(
        Pick(one.key, ("+ " if one.good else "\N{MINUS SIGN} ") + t(one.words)) for one in known.SIGNS
    )

    def act(key: str) -> str:
        _tick(log, key)
        return "signs"

    return Row(t("Signs"), picks, act)


def distraction_row(log: Log) -> Row:
    """What took the observer's attention away."""
    t = log.ui.texts.t
    picks = tuple(Pick(one.key, t(one.words)) for one in known.DISTRACTIONS)

    def act(key: str) -> str:
        _note_distraction(log, key)
        return ""

    return Row(t("What distracted you?"), picks, act)


def _tick(log: Log, key: str) -> None:
    sign = known.sign_of(key)
    if sign is None or not log.live:
        return
    stamp = log.stamp()
    row = replace(log.draft(stamp, code_id=None), sign=key, polarity=1 if sign.good else -1)
    inherited = log.inherited()
    log.new(
        row,
        lambda uow: verbs.tick_sign(uow, inherited=inherited, sign=key, stamp=stamp, entry_id=row.id),
        N_("Log entry"),
    )


def _note_distraction(log: Log, key: str) -> None:
    stamp, session, observer = log.stamp(), log.id, log.observer
    log.send(
        Letter(
            log.new_id(),
            lambda uow: verbs.log_distraction(
                uow, session_id=session, kind=key, stamp=stamp, observer_id=observer
            ),
            N_("Log a distraction"),
            lambda _committed: None,
            log.said.emit,
            keep=True,
        )
    )
