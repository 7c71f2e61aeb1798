"""One window a project: a second start brings the first one to the front.

Talks over a local socket named after the project file; no network is involved.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.editing.project import Project
from annotator.store.lock import lock_file
from annotator.text.digest import sha256_hex

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

    from annotator.ui.window import MainWindow

_PATIENCE_MS = 500
_COME = b"come\n"


def knock(project: Path) -> bool:
    """Ask the window that has a project to come to the front; whether one did."""
    if not lock_file(project).exists():
        return False
    from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415  needed by a second start only

    socket = QLocalSocket()
    socket.connectToServer(_name(project))
    if not socket.waitForConnected(_PATIENCE_MS):
        return False
    socket.write(_COME)
    socket.waitForBytesWritten(_PATIENCE_MS)
    answered = socket.waitForReadyRead(_PATIENCE_MS * 4)
    socket.disconnectFromServer()
    return answered


class Door(QObject):
    """Listens for a second start on the open project."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._server: QLocalServer | None = None

    def stand_before(self, project: Project | None) -> None:
        """Listen for this project from now on, or for none."""
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None
        if project is None or project.read_only:
            return
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415  not needed to paint

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(_name(project.path))
        self._server.newConnection.connect(self._open)
        self._server.listen(_name(project.path))

    def _open(self) -> None:
        server = self._server
        caller = server.nextPendingConnection() if server is not None else None
        if caller is None:
            return
        window = self._window
        window.setWindowState(window.windowState() & ~window.windowState().WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        caller.write(b"here\n")
        caller.flush()
        caller.disconnected.connect(caller.deleteLater)


def _name(project: Path) -> str:
    return f"annotator-{sha256_hex(str(project.resolve()).encode())[:24]}"
