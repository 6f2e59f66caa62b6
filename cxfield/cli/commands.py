# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each command does."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cxfield.errors import UserError
from cxfield.i18n import N_, Texts

if TYPE_CHECKING:
    # The database takes a second to load, and the window must be up before that.
    from cxfield.storage import StudyFile

Arguments = argparse.Namespace
Command = Callable[[Arguments, Texts], int]

SUFFIX = ".cxf"
WINDOWS = "cxfield.window"
_OK, _PROBLEM = 0, 1


def run(arguments: Arguments, texts: Texts) -> int:
    """Do what was asked; without a command the window opens."""
    return COMMANDS[arguments.command or "open"](arguments, texts)


def make_demo(arguments: Arguments, texts: Texts) -> int:
    """Make the sample study."""
    from cxfield.services.demo import build_demo

    path = _new_path(arguments.path)
    with _progress() as progress:
        build_demo(path, texts.locale, progress)
    print(path)
    return _OK


def make_new(arguments: Arguments, texts: Texts) -> int:
    """Make a study that fieldwork in a store can start with."""
    from cxfield.services.study_setup import StudyPlan, start_store_study
    from cxfield.storage import StudyFile

    path = _new_path(arguments.path)
    language = texts.locale
    plan = StudyPlan(
        title={language: arguments.title},
        client={language: arguments.client} if arguments.client else {},
        question={language: arguments.question} if arguments.question else {},
    )
    study = StudyFile.create(path)
    try:
        study.write(
            lambda uow: start_store_study(uow, plan=plan), label=N_("New study"), undoable=False
        ).result()
    except BaseException:
        study.close()
        path.unlink(missing_ok=True)
        raise
    study.close()
    print(path)
    return _OK


def open_window(arguments: Arguments, _texts: Texts) -> int:
    """Open the window, which is a part of its own: everything else runs without it."""
    from importlib.metadata import entry_points

    path: Path | None = getattr(arguments, "path", None)
    if path is not None and not path.exists():
        raise UserError(N_("{name} is not there. Check the path, or choose another study."), name=str(path))
    if not has_display(os.environ, sys.platform):
        raise UserError(N_("There is no display here, so the window cannot be opened. Other commands work."))
    for window in entry_points(group=WINDOWS):
        try:
            show = window.load()
        except ImportError as error:
            raise UserError(
                N_("The window cannot be opened here ({reason}). The other commands work without it."),
                reason=str(error),
            ) from None
        return int(show([sys.argv[0]], path))
    raise UserError(N_("The window is not installed. Install CXField with its window part."))


def write_report(arguments: Arguments, texts: Texts) -> int:
    """Write the debrief report and say where it is."""
    from cxfield.services.brands import read_brand
    from cxfield.services.report import USUAL, Order, make_report

    brand = read_brand(arguments.brand) if arguments.brand is not None else None
    with _opened(arguments) as study, _progress() as progress:
        made = make_report(
            study,
            language=texts.locale,
            sections=arguments.sections,
            formats=tuple(dict.fromkeys(arguments.formats or USUAL)),
            folder=arguments.out,
            progress=progress,
            order=Order(arguments.report, arguments.about, brand),
            replace=arguments.replace,
            leave_out=arguments.leave_out,
        )
    for path in made:
        print(path)
    return _OK


def export(arguments: Arguments, texts: Texts) -> int:
    """Write the data for other programs."""
    from cxfield.services.tables import export_study

    if arguments.out.exists() and not arguments.replace:
        raise UserError(
            N_("{name} exists already. Choose another name, or give --replace."), name=arguments.out.name
        )
    with _opened(arguments) as study, _progress() as progress:
        made = export_study(
            study,
            path=arguments.out,
            kind=arguments.format,
            table=arguments.table,
            texts=texts,
            progress=progress,
        )
    print(made)
    return _OK


def check(arguments: Arguments, texts: Texts) -> int:
    """Replay the journal against the rows; every problem is a line."""
    with _opened(arguments) as study:
        problems = study.check()
    for problem in problems:
        print(problem)
    if problems:
        said = texts.tn(
            "The study has {n} problem. Open its latest backup.",
            "The study has {n} problems. Open its latest backup.",
            len(problems),
        )
        print(said, file=sys.stderr)
        return _PROBLEM
    print(texts.t("The study is whole: the rows are what the journal says."))
    return _OK


def info(arguments: Arguments, texts: Texts) -> int:
    """Say what a study holds, one line a fact."""
    from cxfield.cli.telling import info_lines
    from cxfield.services.tables import study_info

    with _opened(arguments) as study:
        found = study_info(study, texts)
    for line in info_lines(found, arguments.study, texts):
        print(line)
    return _OK


COMMANDS: dict[str, Command] = {
    "demo": make_demo,
    "new": make_new,
    "open": open_window,
    "report": write_report,
    "export": export,
    "check": check,
    "info": info,
}


def has_display(environ: Mapping[str, str], platform: str) -> bool:
    """Whether a window can be shown; asked first, for Qt itself ends the program where it cannot."""
    if not platform.startswith("linux"):
        return True
    return any(environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _new_path(path: Path) -> Path:
    return path if path.suffix else path.with_name(path.name + SUFFIX)


@contextmanager
def _opened(arguments: Arguments) -> Iterator["StudyFile"]:
    """The study, to be read only: a window that has it open is not disturbed."""
    from cxfield.storage import StudyFile

    study = StudyFile.open(arguments.study, passphrase=_passphrase(arguments), read_only=True)
    try:
        yield study
    finally:
        study.close()


def _passphrase(arguments: Arguments) -> str | None:
    named: Path | None = arguments.passphrase_file
    if named is None:
        return None
    if str(named) == "-":
        return sys.stdin.readline().rstrip("\r\n")
    try:
        lines = named.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise UserError(
            N_("The passphrase file {name} cannot be read. Check its path."), name=named.name
        ) from None
    return lines[0] if lines else ""


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """Counts on the terminal; silent where nobody watches."""
    watched = sys.stderr.isatty()

    def show(done: int, total: int) -> None:
        if watched:
            print(f"\r{100 * done // max(1, total):3d} %", end="", file=sys.stderr, flush=True)

    try:
        yield show
    finally:
        if watched:
            print("\r" + " " * 6 + "\r", end="", file=sys.stderr, flush=True)
