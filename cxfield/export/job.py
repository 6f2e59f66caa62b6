# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every writer does alike: count its steps, stop when asked, leave a whole file or none."""

import errno
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from cxfield.document.nodes import Document, LongTable
from cxfield.errors import UserError
from cxfield.i18n import N_

Progress = Callable[[int, int], None]
"""Called with steps done and steps in all."""

Cancelled_ = Callable[[], bool]
"""Asked between steps whether to stop."""

ROWS_A_STEP = 100
"""Rows of a long table that count as one step."""

_FULL = (errno.ENOSPC, errno.EDQUOT)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


class Cancelled(Exception):  # noqa: N818 - not an error: the user stopped the work
    """The writing was stopped; no file was left."""


def nothing_reported(_done: int, _total: int) -> None:
    """The progress of a writer that nobody watches."""


def never_cancelled() -> bool:
    """The answer for a writer that nobody stops."""
    return False


class Steps:
    """Counts the steps of one writing, reports them and stops when asked."""

    def __init__(self, total: int, progress: Progress, cancelled: Cancelled_) -> None:
        self._done = 0
        self._total = max(total, 1)
        self._progress = progress
        self._cancelled = cancelled
        self._rows = 0
        progress(0, self._total)

    def step(self) -> None:
        """Count one step; raise Cancelled when asked to stop."""
        if self._cancelled():
            raise Cancelled
        # The last step is the file itself.
        self._done = min(self._done + 1, self._total - 1)
        self._progress(self._done, self._total)

    def row(self) -> None:
        """Count one row of a long table."""
        self._rows += 1
        if self._rows % ROWS_A_STEP == 0:
            self.step()

    def finish(self) -> None:
        """Report that the file is there."""
        self._progress(self._total, self._total)


def steps_of(document: Document) -> int:
    """Number of steps that writing a document takes: its nodes, its rows and the file."""
    rows = sum(node.count // ROWS_A_STEP for node in document.nodes if isinstance(node, LongTable))
    return len(document.nodes) + rows + 1


@contextmanager
def whole_file(path: Path, steps: Steps) -> Iterator[BinaryIO]:
    """A file to write into that takes its name only when complete; errors become sentences."""
    # A short name of our own: the wanted one may be at the limit of the file system.
    part = path.with_name(f".cxfield-{os.getpid()}-{threading.get_ident()}.part")
    try:
        try:
            with part.open("wb") as stream:
                yield stream
                steps.step()
                stream.flush()
                os.fsync(stream.fileno())
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _sentence(error, path) from error
    steps.finish()


def _sentence(error: OSError, path: Path) -> UserError:
    """What went wrong, where and what to do."""
    folder, name = str(path.parent), path.name
    if error.errno in _FULL:
        return UserError(
            N_(
                "The disk of {folder} is full. Free some space or choose another folder; nothing was changed."
            ),
            folder=folder,
        )
    if error.errno in _FORBIDDEN:
        if path.exists() and os.access(path.parent, os.W_OK):
            return UserError(
                N_("The file {name} is protected or open elsewhere. Close it or choose another name."),
                name=name,
            )
        return UserError(
            N_("The folder {folder} cannot be written to. Choose another folder; nothing was changed."),
            folder=folder,
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return UserError(
            N_("There is no folder {folder}. Choose another folder; nothing was changed."), folder=folder
        )
    if error.errno in (errno.EISDIR, errno.ENOTEMPTY):
        return UserError(
            N_("{name} is a folder. Give the file another name; nothing was changed."), name=name
        )
    return UserError(
        N_("The file {name} could not be written ({reason}). Choose another folder; nothing was changed."),
        name=name,
        reason=error.strerror or str(error),
    )
