# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Before a study is closed: what is on its way reaches the disk, and what cannot is asked about."""

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QWidget

from ui.context import Ui
from ui.session import StudySession
from ui.shell.study_view import StudyView
from ui.widgets.buttons import Kind
from ui.widgets.dialog import Dialog, Way

#: A write takes some milliseconds; after this long the observer is asked instead of being kept waiting.
WAIT_MS = 2000
_LOOK_MS = 5
_WAIT, _CLOSE = "wait", "close"


def may_close(ui: Ui, view: StudyView, parent: QWidget) -> bool:
    """Whether the study may be closed now; asks when entries would be lost."""
    study = ui.study
    if study is None:
        return True
    view.leave_all()
    if not view.unsaved():
        return True
    _let_write(study)
    return not view.unsaved() or _ask(ui, view, parent) == _CLOSE


def _let_write(study: StudySession) -> None:
    """Let the answers of the disk in, and no keys, until everything that was sent is answered."""
    loop = QEventLoop()
    look = QTimer()
    look.setInterval(_LOOK_MS)
    look.timeout.connect(lambda: None if study.pending else loop.quit())
    look.start()
    QTimer.singleShot(WAIT_MS, loop, loop.quit)
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    look.stop()


def _ask(ui: Ui, view: StudyView, parent: QWidget) -> str:
    count = view.unsaved()
    dialog = Dialog(
        ui,
        lambda x: x.tn("{n} entry is not saved yet", "{n} entries are not saved yet", count),
        lambda x: x.t(
            "They are tried again all the time. If the study is closed now, they are lost. Make room on the "
            "disk or plug it in again, and close the study when everything is saved."
        ),
        (
            Way(_WAIT, lambda x: x.t("Wait"), Kind.PRIMARY, key="Esc"),
            Way(_CLOSE, lambda x: x.t("Close and lose them"), Kind.DANGER),
        ),
        escape=_WAIT,
        parent=parent,
    )
    return dialog.ask()
