# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line: `cxfield demo|new|open|report|export|check|info`; runs without a window system."""

import os
import sys
from collections.abc import Sequence

from cxfield import paths, settings
from cxfield.cli.arguments import UsageError, asked_language, parser
from cxfield.errors import UserError
from cxfield.i18n import N_, Texts, system_locale

OK, PROBLEM, USAGE = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns 0 when all is well, 1 for a problem, 2 for a command that cannot be read."""
    words = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    texts = Texts(asked_language(words) or _own_language())
    try:
        arguments = parser(texts).parse_args(words)
    except UsageError as error:
        return _complain(error.said, USAGE)
    try:
        # What a command needs is imported only now: help and version must not wait for a database.
        from cxfield.cli import commands

        return commands.run(arguments, texts)
    except UserError as error:
        return _complain(error.say(texts), PROBLEM)
    except KeyboardInterrupt:
        return _complain(texts.t(N_("Stopped. Nothing half-made was left behind.")), PROBLEM)
    except BrokenPipeError:
        # Whoever read the output has heard enough; nothing more can be said to them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PROBLEM


def _own_language() -> str:
    chosen, _ = settings.load(paths.settings_file())
    return chosen.language or system_locale()


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        # Finnish letters and the true minus must not stop a command on a terminal that knows only ASCII.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _complain(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code
