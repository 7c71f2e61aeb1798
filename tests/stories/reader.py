"""The ears of the stories: an AT-SPI client, as a screen reader is one.

Run by the Python that the system's GObject bindings belong to, as a process of its own:
one JSON question a line on standard input, one JSON answer a line on standard output.
Only the standard library and `gi` are there.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  the version comes first

_STATES = Atspi.StateType
_MOST_CHILDREN = 60
"""Rows of a table that are looked at."""


class Reader:
    """Looks at one program's accessibility tree, and hears what it announces."""

    def __init__(self, process: int) -> None:
        self._process = process
        self._heard: list[str] = []
        Atspi.init()
        self._listener = Atspi.EventListener.new(self._hear)
        self._listener.register("object:announcement")

    def _hear(self, event: Any) -> None:
        self._heard.append(str(event.any_data))

    def answer(self, asked: dict[str, Any]) -> Any:
        """Answer one question."""
        self._take_in()
        what = asked["ask"]
        if what == "tree":
            return [self._said(one) for one in self._all()]
        if what == "text":
            return self._text(asked["name"])
        if what == "heard":
            heard, self._heard = self._heard, []
            return heard
        return None

    @staticmethod
    def _take_in() -> None:
        while GLib.MainContext.default().iteration(False):
            pass

    def _application(self) -> Any:
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            found = desktop.get_child_at_index(index)
            if found is not None and found.get_process_id() == self._process:
                return found
        return None

    def _all(self) -> Iterator[Any]:
        top = self._application()
        stack = [top] if top is not None else []
        while stack:
            node = stack.pop()
            try:
                node.clear_cache()
                count = min(node.get_child_count(), _MOST_CHILDREN)
                children = [node.get_child_at_index(index) for index in range(count)]
            except GLib.Error:  # it went away meanwhile
                continue
            yield node
            stack.extend(one for one in reversed(children) if one is not None)

    @staticmethod
    def _said(node: Any) -> dict[str, Any]:
        try:
            states = node.get_state_set()
            return {
                "name": node.get_name() or "",
                "role": node.get_role_name(),
                "focusable": states.contains(_STATES.FOCUSABLE),
                "focused": states.contains(_STATES.FOCUSED),
                "shown": states.contains(_STATES.SHOWING),
            }
        except GLib.Error:
            return {"name": "", "role": "gone", "focusable": False, "focused": False}

    def _text(self, name: str) -> dict[str, Any]:
        """What a text says and where its caret is, by its accessible name."""
        for node in self._all():
            if node.get_name() == name and "Text" in node.get_interfaces():
                count = Atspi.Text.get_character_count(node)
                line = Atspi.Text.get_string_at_offset(
                    node, Atspi.Text.get_caret_offset(node), Atspi.TextGranularity.WORD
                )
                return {
                    "text": Atspi.Text.get_text(node, 0, count),
                    "caret": Atspi.Text.get_caret_offset(node),
                    "word": line.content,
                }
        return {}


def main() -> int:
    reader = Reader(int(sys.argv[1]))
    for line in sys.stdin:
        print(json.dumps(reader.answer(json.loads(line))), flush=True)  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
