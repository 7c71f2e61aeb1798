"""A full session in the real window, every socket of it listed: none goes to a network.

    python -m tests.faults.network

The program is started under a layer (`sockets.c`) that tells of every socket made, every
place reached and every name looked up; marks, imports, searches, shows its help, is called
to the front by a second start, and quits. Only sockets of this computer (AF_UNIX: the X
server, the session bus, the door for a second start) may be among them.
"""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from annotator.editing.project import Project
from tests.faults import preload
from tests.faults.acts import Acts, Files
from tests.faults.hands import Hands, own_screen, presses
from tests.faults.window_kills import Program

_LOCAL = int(socket.AF_UNIX)
_CONTROL = "import socket; socket.socket().close()"


def session(folder: Path, display: str) -> Counter[str]:
    """Everything that a session does with sockets, as lines, counted."""
    library = preload.compiled(folder, "sockets.c")
    told = folder / "sockets"
    more = {"LD_PRELOAD": str(library), "FAULTS_SOCKETS": str(told)}
    path = folder / "p.annotator"
    project = Project.create(path, own_name="tester")
    acts = Acts(project, random.Random(3))
    for _ in range(30):
        acts.one()
    acts.leave()
    project.close()
    chance = random.Random(4)
    program = Program(path, display, Files(folder).articles(chance), more)
    hands = Hands(display)
    program.wait_for("ready")
    hands.press("Down", "Tab", "k")
    program.wait_for("saved")
    program.hear(1)
    hands.press("Return", "Return")  # what was dropped is brought in
    program.hear(2)
    hands.press("Escape", "Escape")
    keys = presses(chance)
    for _ in range(20):
        hands.press(*(next(keys) for _ in range(3)))
        program.hear(0.05)
    for opened in ("ctrl+k", "F1", "ctrl+f", "ctrl+e", "ctrl+i", "ctrl+o"):
        hands.press("Escape", "Escape", opened)
        program.hear(0.7)
        hands.press("Escape")
        program.hear(0.2)
    again = subprocess.run(
        [sys.executable, "-m", "annotator", str(path)], check=False, timeout=60,
        env={**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", **more},
    )  # fmt: skip
    assert again.returncode == 0
    hands.press("Escape", "Escape", "ctrl+q")
    hands.close()
    assert program.process.wait(timeout=30) == 0, program.errors()
    lines = told.read_text(encoding="ascii").splitlines()
    told.unlink()
    subprocess.run([sys.executable, "-c", _CONTROL], check=True, env={**os.environ, **more})
    assert told.read_text(encoding="ascii").splitlines() == [f"socket {int(socket.AF_INET)}"]
    return Counter(lines)


def main() -> int:
    """Run from the command line; prints what was done with sockets."""
    if reason := preload.missing():
        print(f"left out: {reason}")
        return 0
    with tempfile.TemporaryDirectory(prefix="annotator-network-") as name, own_screen() as display:
        os.environ["ANNOTATOR_HOME"] = f"{name}/home"
        done = session(Path(name), display)
    print(", ".join(f"{count} x {line}" for line, count in done.most_common()))
    allowed = {f"socket {_LOCAL}", f"connect {_LOCAL}"}
    strange = [line for line in done if line not in allowed]
    print("no network was touched" if not strange else f"NOT LOCAL: {strange}")
    return 1 if strange else 0


if __name__ == "__main__":
    sys.exit(main())
