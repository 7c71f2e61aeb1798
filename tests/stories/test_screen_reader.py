"""What a screen reader is told by the real program, over AT-SPI on a bus of its own."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.editing.exchange import ImportOptions, bring_in, unwatched
from annotator.editing.project import Project
from tests.stories.driver import Driver, Start

pytestmark = [pytest.mark.window, pytest.mark.timeout(240)]

_SYSTEM_PYTHON = "/usr/bin/python3"
_LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
_TEXT = (
    "Ministers meet\n\nEnergy Minister Deniz Aral travelled to Karsu on Wednesday.\n\n"
    "Aral said that the ministry would guarantee a minimum flow. 👍🏽 İstanbul agreed.\n"
)
_ACTED_ON = {
    "push button", "check box", "radio button", "toggle button", "combo box", "text", "entry",
    "spin button", "list", "table", "tree", "list item", "menu item", "progress bar", "link",
    "page tab", "slider", "table cell", "password text",
}  # fmt: skip
_NO_ROLE = {"", "filler", "unknown", "invalid", "layered pane"}


class Ears:
    """Asks the AT-SPI client."""

    def __init__(self, process: int) -> None:
        self._client = subprocess.Popen(
            [_SYSTEM_PYTHON, str(Path(__file__).with_name("reader.py")), str(process)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, what: str, **more: Any) -> Any:
        assert self._client.stdin is not None
        assert self._client.stdout is not None
        self._client.stdin.write(json.dumps({"ask": what, **more}) + "\n")
        self._client.stdin.flush()
        return json.loads(self._client.stdout.readline())

    def until(self, role: str, name: str) -> list[dict[str, Any]]:
        """The tree, once something of a role and name is shown in it."""
        until = time.monotonic() + 20
        tree: list[dict[str, Any]] = []
        while time.monotonic() < until:
            tree = self.ask("tree")
            if any(one["role"] == role and name in one["name"] and one["shown"] for one in tree):
                return tree
            time.sleep(0.1)
        pytest.fail(f"no {role} called {name} came up: {sorted({one['role'] for one in tree})}")

    def end(self) -> None:
        self._client.kill()
        self._client.wait()
        for pipe in (self._client.stdin, self._client.stdout):
            if pipe is not None:
                pipe.close()


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A session bus with the accessibility service on it, for this test alone."""
    launcher = next((one for one in _LAUNCHERS if Path(one).exists()), None)
    if launcher is None or shutil.which("dbus-daemon") is None:
        pytest.skip("no accessibility bus here: at-spi2-core and dbus are not installed")
    bindings = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    probe = subprocess.run([_SYSTEM_PYTHON, "-c", bindings], check=False, capture_output=True)
    if probe.returncode:
        pytest.skip("no client to ask with: python3-gi and gir1.2-atspi-2.0 are not installed")
    with subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as daemon:  # fmt: skip
        assert daemon.stdout is not None
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", daemon.stdout.readline().strip())
        monkeypatch.setenv("QT_LINUX_ACCESSIBILITY_ALWAYS_ON", "1")
        monkeypatch.delenv("AT_SPI_BUS_ADDRESS", raising=False)
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
        with subprocess.Popen(
            [launcher, "--launch-immediately"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        ) as service:  # fmt: skip
            try:
                yield
            finally:
                service.terminate()
                daemon.terminate()


@pytest.fixture
def program(bus: None, tmp_path: Path, start_program: Start) -> Iterator[tuple[Driver, Ears]]:
    path = tmp_path / "talks.annotator"
    project = Project.create(path, own_name="tester")
    file = tmp_path / "Ministers meet.txt"
    file.write_text(_TEXT, encoding="utf-8")
    bring_in(project, [file], ImportOptions(), unwatched)
    project.close()
    driver = start_program(path)
    ears = Ears(driver.process_id)
    try:
        yield driver, ears
    finally:
        ears.end()


def _nameless(tree: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        one
        for one in tree
        if one["shown"]
        and (one["role"] in _ACTED_ON or one["focusable"])
        and (not one["name"].strip() or one["role"] in _NO_ROLE)
    ]


def test_every_part_that_is_shown_has_a_name_and_a_role(program: tuple[Driver, Ears]) -> None:
    driver, ears = program
    tree = ears.until("text", "Ministers meet")
    assert _nameless(tree) == []
    for keys, role, name in (
        ("ctrl+k", "text", "Search articles"),
        ("F1", "text", "Find a key"),
        ("ctrl+i", "dialog", "Import"),
        ("ctrl+e", "dialog", "Export"),
        ("ctrl+n", "dialog", "New project"),
        ("g", "dialog", "Flag"),
        ("ctrl+f", "text", "Find in the article"),
    ):
        driver.key(keys)
        assert _nameless(ears.until(role, name)) == [], keys
        driver.key("Escape")
        driver.wait(lambda: bool(driver.state()["active"]), f"{name} was closed")
    driver.key("1")
    driver.wait(lambda: driver.state()["marks"] == 1, "a word was marked")
    assert _nameless(ears.until("push button", "Mark as Actor, 1 mark here")) == []
    driver.key("ctrl+w")
    assert _nameless(ears.until("push button", "sample project")) == []


def test_text_caret_and_marks_are_told(program: tuple[Driver, Ears]) -> None:
    driver, ears = program
    ears.until("text", "Ministers meet")
    read = ears.ask("text", name="Ministers meet")
    assert read["text"].replace("\u2029", "\n") == _TEXT
    at = _TEXT.index("Karsu")
    driver.ask("caret", offset=at)
    read = ears.ask("text", name="Ministers meet")
    assert (read["caret"], read["word"].strip()) == (at, "Karsu")
    ears.ask("heard")
    driver.key("2")
    assert "Marked as Location: Karsu." in _heard(ears)
    driver.ask("caret", offset=_TEXT.index("Deniz"))
    assert "No mark." in _heard(ears)
    driver.ask("caret", offset=at + 1)
    assert "Location: Karsu." in _heard(ears)
    driver.key("ctrl+z")
    assert any(one.startswith("Removed Location: Karsu.") for one in _heard(ears))


def _heard(ears: Ears) -> list[str]:
    """What is announced within a moment."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        time.sleep(0.25)  # rests longer than the program waits before it speaks
        heard = ears.ask("heard")
        if heard:
            return [str(one) for one in heard]
    return []
