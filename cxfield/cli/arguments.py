# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be said on the command line."""

import argparse
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NoReturn

from cxfield.i18n import LOCALES, N_, Texts

REPORT_FORMATS = ("docx", "pdf", "html", "xlsx", "md", "pptx", "png")
REPORTS = (
    "debrief", "day", "week", "waves", "participants", "person", "consents", "transcript", "actions",
    "observers",
)  # fmt: skip
EXPORT_FORMATS = ("csv", "json")
TABLES = ("entries", "answers", "moments", "shoppers", "seats", "issues")


class UsageError(Exception):
    """A command line that cannot be read, said in one sentence."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


class Parser(argparse.ArgumentParser):
    """Complains in one sentence instead of printing everything it knows."""

    texts = Texts("en")

    def error(self, message: str) -> NoReturn:
        """Say what was not understood."""
        problem = in_words(message, self.texts)
        raise UsageError(self.texts.t("{problem} See {command} --help.", problem=problem, command=self.prog))

    def format_help(self) -> str:
        """The help with its headings in the language."""
        self._positionals.title = self.texts.t("what it works on")
        self._optionals.title = self.texts.t("options")
        return super().format_help()

    def _get_formatter(self) -> argparse.HelpFormatter:
        return _Help(self.prog, self.texts.t("usage") + ": ")


class _Help(argparse.HelpFormatter):
    """Help whose first word is in the language."""

    def __init__(self, prog: str, prefix: str) -> None:
        super().__init__(prog)
        self._prefix = prefix

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Begin with the word for usage."""
        super().add_usage(usage, actions, groups, prefix if prefix is not None else self._prefix)


#: What argparse complains of, and how that is said here; what it says otherwise is passed on as it is.
_COMPLAINTS = (
    (r"the following arguments are required: (?P<names>.*)", N_("Something is missing: {names}.")),
    (r"unrecognized arguments: (?P<words>.*)", N_("Not understood: {words}.")),
    (
        r"argument (?P<name>.*?): invalid choice: (?P<value>.*?) \(choose from (?P<choices>.*)\)",
        N_("{name} cannot be {value}; choose from {choices}."),
    ),
    (r"argument (?P<name>.*?): expected .*", N_("{name} needs a value.")),
    (r"argument (?P<name>.*?): ignored explicit argument .*", N_("{name} takes no value.")),
)


def in_words(message: str, texts: Texts) -> str:
    """A complaint of argparse in the language."""
    for pattern, sentence in _COMPLAINTS:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return texts.t(sentence, **found.groupdict())
    return message


def asked_language(words: Sequence[str]) -> str | None:
    """The language asked for anywhere on the line, so that even the help is in it."""
    for place, word in enumerate(words):
        name, equals, value = word.partition("=")
        if name == "--language":
            value = value if equals else words[place + 1] if place + 1 < len(words) else ""
            return value if value in LOCALES else None
    return None


def version() -> str:
    """The version of the program as installed."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("cxfield")
    except PackageNotFoundError:  # run from a tree that was never installed
        return "0"


class _Version(argparse.Action):
    """Says the version; looked up only when asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_rest: object) -> None:
        print(f"cxfield {version()}")
        parser.exit()


def parser(texts: Texts) -> Parser:
    """Every command with its help, in the language."""
    t = texts.t
    top = _made(texts, None, "cxfield", t("The field notebook of customer experience research."))
    top.add_argument("--version", action=_Version, nargs=0, help=t("show the version"))
    commands = top.add_subparsers(dest="command", metavar=t("command"), parser_class=Parser)
    _demo(commands, texts)
    _new(commands, texts)
    _open(commands, texts)
    _report(commands, texts)
    _export(commands, texts)
    _check(commands, texts)
    _info(commands, texts)
    return top


Commands = argparse._SubParsersAction  # the name argparse gives to what add_subparsers returns


def _made(texts: Texts, commands: "Commands[Parser] | None", name: str, about: str) -> Parser:
    if commands is None:
        made = Parser(prog=name, description=about, add_help=False, allow_abbrev=False)
    else:
        made = commands.add_parser(name, help=about, description=about, add_help=False, allow_abbrev=False)
    made.texts = texts
    made.add_argument("-h", "--help", action="help", help=texts.t("show this help"))
    if commands is not None:
        made.add_argument("--language", choices=LOCALES, help=texts.t("fi or en; otherwise your own"))
    return made


def _study(command: Parser, texts: Texts) -> None:
    command.add_argument("study", type=Path, metavar="STUDY", help=texts.t("the study file (.cxf)"))
    command.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help=texts.t("the file whose first line is the passphrase of an encrypted study; - reads the input"),
    )


def _demo(commands: "Commands[Parser]", texts: Texts) -> None:
    demo = _made(texts, commands, "demo", texts.t("make the sample study"))
    demo.add_argument("path", type=Path, metavar="PATH", help=texts.t("the new file"))


def _new(commands: "Commands[Parser]", texts: Texts) -> None:
    new = _made(texts, commands, "new", texts.t("make a new study for a store"))
    new.add_argument("path", type=Path, metavar="PATH", help=texts.t("the new file"))
    new.add_argument("--title", required=True, help=texts.t("the name of the study"))
    new.add_argument("--client", default="", help=texts.t("who asked for the study"))
    new.add_argument("--question", default="", help=texts.t("the research question"))


def _open(commands: "Commands[Parser]", texts: Texts) -> None:
    opened = _made(texts, commands, "open", texts.t("open the window, on a study or on the start page"))
    opened.add_argument("path", type=Path, nargs="?", metavar="PATH", help=texts.t("the study file (.cxf)"))


def _report(commands: "Commands[Parser]", texts: Texts) -> None:
    report = _made(texts, commands, "report", texts.t("write the debrief report or one of the smaller ones"))
    _study(report, texts)
    report.add_argument("--out", type=Path, metavar="DIR", help=texts.t("the folder for the files"))
    report.add_argument(
        "--format",
        action="append",
        choices=REPORT_FORMATS,
        dest="formats",
        help=texts.t("may be given several times; otherwise docx and pdf"),
    )
    report.add_argument(
        "--sections",
        nargs="+",
        metavar="CHAPTER",
        help=texts.t("only these chapters in this order, such as summary findings; otherwise all"),
    )
    report.add_argument(
        "--report",
        choices=REPORTS,
        default=REPORTS[0],
        help=texts.t("which report; otherwise the debrief report"),
    )
    report.add_argument(
        "--about",
        default="",
        metavar="WHAT",
        help=texts.t("the day, week (its Monday), participant or session that a smaller report is about"),
    )
    report.add_argument(
        "--brand",
        type=Path,
        metavar="FILE",
        help=texts.t("a brand profile: colour, logo, font, cover, footer"),
    )
    report.add_argument("--replace", action="store_true", help=texts.t("replace files that exist"))
    report.add_argument(
        "--leave-out",
        action="store_true",
        help=texts.t("leave out what blocks the report, such as quotes without consent"),
    )


def _export(commands: "Commands[Parser]", texts: Texts) -> None:
    export = _made(texts, commands, "export", texts.t("write the data for other programs"))
    _study(export, texts)
    export.add_argument("--out", type=Path, required=True, metavar="FILE", help=texts.t("the new file"))
    export.add_argument(
        "--format", choices=EXPORT_FORMATS, required=True, help=texts.t("csv is one table, json everything")
    )
    export.add_argument(
        "--table", choices=TABLES, default=TABLES[0], help=texts.t("which table the csv file has")
    )
    export.add_argument("--replace", action="store_true", help=texts.t("replace the file if it exists"))


def _check(commands: "Commands[Parser]", texts: Texts) -> None:
    check = _made(texts, commands, "check", texts.t("check a study against its journal"))
    _study(check, texts)


def _info(commands: "Commands[Parser]", texts: Texts) -> None:
    info = _made(texts, commands, "info", texts.t("say what a study holds"))
    _study(info, texts)
