# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Coverage in words: each phase at each store, what is missing, and the next step."""

from dataclasses import dataclass

from cxfield.analysis.coverage import Cell, CellState
from cxfield.charts.board import Board, BoardCell, BoardRow
from cxfield.i18n import Texts
from cxfield.model.enums import SessionKind
from cxfield.report import words
from cxfield.report.dataset import SessionRow
from cxfield.services.overview_scope import PHASES, Scoped

_HOUR = 60


@dataclass(frozen=True, slots=True)
class Step:
    """What to do next, in a sentence, and the reference of the button; no reference when all is done."""

    words: str
    ref: str = ""


def board(found: Scoped, texts: Texts) -> tuple[Board, str]:
    """The board of the scope, and what it says in words: the holes by name."""
    sites = found.material.data.sites
    phases = tuple(p for p in PHASES if found.scope.phase in ("", p))
    rows = []
    for phase in phases:
        cells = tuple(_cell(found, phase, site.id, site.short, texts) for site in sites)
        total = sum(cell.entries for cell in cells)
        rows.append(
            BoardRow(words.phase(phase, texts), cells, texts.number(total), f"phase:{phase}" if total else "")
        )
    grid = Board(
        tuple(site.short for site in sites),
        tuple(rows),
        texts.tc("short", "Total"),
        texts.t("reactivity marked"),
        texts.t("stronger shade = more events"),
    )
    holes = [cell.label for row in rows for cell in row.cells if cell.missing]
    said = texts.t("Missing: {holes}.", holes="; ".join(holes)) if holes else texts.t("Nothing is missing.")
    return grid, said


def _cell(found: Scoped, phase: str, site: str, short: str, texts: Texts) -> BoardCell:
    cell = found.figures.coverage.cell(phase, site)
    mine = [
        s for s in found.sessions if s.kind == SessionKind.OBSERVATION and s.site == site and s.phase == phase
    ]
    name = f"{short}, {words.phase(phase, texts).lower()}"
    planned = max(cell.planned, cell.done)
    done = f"{cell.done}/{planned}"
    if cell.state in (CellState.NOT_STARTED, CellState.PARTLY):
        return _missing(cell, mine, name, texts)
    if cell.state is CellState.NOT_PLANNED:
        missing = texts.t("not planned")
        return BoardCell(
            done,
            0,
            "",
            "hole",
            missing,
            texts.t("Start"),
            ref=f"start:{site}:{phase}",
            label=f"{name}: {missing}",
        )
    minutes = _length(cell.minutes, texts)
    label = f"{name}: {done}, {texts.tn('{n} event', '{n} events', cell.entries)}, {minutes}"
    reactive = any(s.reactivity for s in mine)
    ref = f"cell:{site}:{phase}"
    return BoardCell(done, cell.entries, minutes, "done", reactive=reactive, ref=ref, label=label)


def _missing(cell: Cell, sessions: list[SessionRow], name: str, texts: Texts) -> BoardCell:
    done = f"{cell.done}/{cell.planned}"
    days = sorted(s.day for s in sessions if not s.done and s.day is not None)
    action = texts.t("Start {day}", day=texts.day(days[0])) if days else texts.t("Start")
    missing = texts.t("{n} missing", n=done)
    ref = f"start:{cell.site}:{cell.phase}"
    entries = cell.entries
    return BoardCell(done, entries, "", "hole", missing, action, ref=ref, label=f"{name}: {missing}")


def _length(minutes: float, texts: Texts) -> str:
    whole = round(minutes)
    if whole < _HOUR:
        return texts.t("{n} min", n=texts.number(whole))
    return texts.t("{h} h {m} min", h=whole // _HOUR, m=whole % _HOUR)


def next_step(found: Scoped, texts: Texts) -> Step:
    """The first hole of the coverage, else the next planned session, else that all is done."""
    order = [(cell.phase, cell.site) for cell in found.figures.coverage.holes]
    for phase, site in order:
        name = next((s.short for s in found.facts.sites if s.id == site), "")
        if name and found.scope.phase in ("", phase):
            said = texts.t("Next: {site}, {phase}", site=name, phase=words.phase(phase, texts).lower())
            return Step(said, f"start:{site}:{phase}")
    ahead = sorted((s for s in found.planned if s.day is not None), key=lambda s: s.planned_on)
    if ahead:
        first = ahead[0]
        assert first.day is not None
        said = texts.t(
            "Next: {what} {day}", what=words.session_kind(first.kind, texts).lower(), day=texts.day(first.day)
        )
        room = {SessionKind.INTERVIEW.value: "room:interview"}.get(first.kind, "")
        return Step(said, room)
    return Step(texts.t("Everything planned is done."))
