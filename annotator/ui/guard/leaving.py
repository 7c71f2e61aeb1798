"""Ending in order when something outside asks for it: a signal, a log-out, a shutdown.

What was typed and not written yet is written, what is open is closed as by its own command,
and the next start has no accident to tell of. Nobody can be asked then, but where the
session itself lets the program ask.
"""

from __future__ import annotations

import contextlib
import signal
import socket
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, QTimer
from PySide6.QtGui import QGuiApplication, QSessionManager
from PySide6.QtWidgets import QApplication

from annotator.domain.refusal import Refused
from annotator.ui import memory, opening

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

_SIGNALS = ("SIGTERM", "SIGINT", "SIGHUP", "SIGBREAK")
"""Those there are on this system: a shutdown, Ctrl+C, a terminal or a log-in that is gone."""

_LOOK_MS = 50
_PATIENCE_S = 5.0
"""How long dialogs are given to close, and long work to stop, before they are left as they are."""


class Leaving(QObject):
    """Listens for what ends the program from outside."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._until = 0.0
        self._closing = QTimer(self)
        self._closing.setInterval(_LOOK_MS)
        self._closing.timeout.connect(self._close_dialogs)
        self._sockets: tuple[socket.socket, socket.socket] | None = None

    def listen(self) -> None:
        """End in order from now on. What was ignored at the start (nohup) stays ignored."""
        # Python runs a handler only when it is its turn; a byte in a socket wakes the event loop
        self._sockets = heard, told = socket.socketpair()
        for one in self._sockets:
            one.setblocking(False)
        notifier = QSocketNotifier(heard.fileno(), QSocketNotifier.Type.Read, self)
        notifier.activated.connect(self._hear)
        signal.set_wakeup_fd(told.fileno(), warn_on_full_buffer=False)
        for name in _SIGNALS:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, _noted)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.commitDataRequest.connect(self.commit)

    def finish(self) -> None:
        """The event loop has ended: close what is still open."""
        if self._sockets is not None:
            signal.set_wakeup_fd(-1)
        if self._window.project is not None:
            self._write()
            memory.remember_shape(self._window)
            self._window.close_project()

    def commit(self, session: QSessionManager) -> None:
        """The session ends: have everything on disk; ask where that cannot be."""
        self._write()
        project = self._window.project
        if project is None or not project.hand or not session.allowsInteraction():
            return
        stays = not opening.may_close(self._window)
        session.release()
        if stays:
            session.cancel()

    def end(self) -> None:
        """End the program, once dialogs have closed and long work has stopped."""
        if not self._closing.isActive():
            self._write()
            self._until = time.monotonic() + _PATIENCE_S
            self._closing.start()

    def _hear(self) -> None:
        if self._sockets is None:
            return
        with contextlib.suppress(BlockingIOError):
            heard = self._sockets[0].recv(64)
            if signal.SIGINT in heard:  # who presses Ctrl+C again will not wait
                signal.signal(signal.SIGINT, signal.SIG_DFL)
            self.end()

    def _write(self) -> None:
        """Write what was typed, and what is in hand, as far as that can be done."""
        window = self._window
        if window.project is not None:
            with contextlib.suppress(Refused):
                window.inspector.finish()
            with contextlib.suppress(Refused):
                window.project.try_again()

    def _close_dialogs(self) -> None:
        open_now = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if open_now is not None and time.monotonic() < self._until:
            open_now.close()
            return
        self._closing.stop()
        QApplication.exit(0)


def _noted(_number: int, _frame: object) -> None:
    """The byte in the socket says it; see `Leaving`."""
