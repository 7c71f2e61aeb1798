"""An editor's hour on the reference article: keys, mouse, undo, a crash, an export.

Real key presses and clicks go through an X server to the real program.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from annotator.editing.exchange import ImportOptions, bring_in, unwatched
from annotator.editing.project import Project
from tests.stories.driver import Start

pytestmark = [pytest.mark.window, pytest.mark.timeout(300)]

_BY_KEY = 20
_BY_MOUSE = 20


def _words(text: str, first: int) -> list[tuple[int, int]]:
    """Plain words of the prose from an offset on."""
    found = re.finditer(r"(?<= )[^\W\d_]{4,}(?=[ ,.])", text)
    return [one.span() for one in found if one.start() >= first]


def test_an_hour_on_the_reference_article(
    tmp_path: Path, start_program: Start, shared: Path
) -> None:
    source = shared / "seed" / "000_e5ff9ae30b11c248.txt"
    path = tmp_path / "seed.annotator"
    project = Project.create(path, own_name="tester")
    bring_in(project, [source], ImportOptions(), unwatched)
    project.close()
    text = source.read_text(encoding="utf-8")
    prose = text.index("Turkish intelligence")
    words = _words(text, prose)
    by_key, by_mouse = words[::12][:_BY_KEY], words[5::12][:_BY_MOUSE]
    assert (len(by_key), len(by_mouse)) == (_BY_KEY, _BY_MOUSE)

    driver = start_program(path)
    for number, (start, _) in enumerate(by_key):
        driver.ask("caret", offset=start)
        driver.key(str(number % 3 + 1))
        driver.wait(lambda n=number: driver.state()["marks"] == n + 1, "a key marked")  # type: ignore[misc]
    for number, (start, end) in enumerate(by_mouse):
        driver.key("Escape", "Escape", "Escape")
        driver.drag(start, end)
        driver.wait(lambda s=(start, end): driver.state()["selection"] == list(s), "a drag")  # type: ignore[misc]
        driver.key(str(number % 3 + 1))
        there = _BY_KEY + number + 1
        driver.wait(lambda n=there: driver.state()["marks"] == n, "words were marked")  # type: ignore[misc]
    total = _BY_KEY + len(by_mouse)
    for _ in range(10):
        driver.key("ctrl+z")
    driver.wait(lambda: driver.state()["marks"] == total - 10, "ten acts were undone")
    for _ in range(5):
        driver.key("ctrl+shift+z")
    driver.wait(lambda: driver.state()["marks"] == total - 5, "five were done again")
    driver.kill()

    driver = start_program(path)
    assert driver.state()["marks"] == total - 5
    driver.key("ctrl+z")
    driver.wait(lambda: driver.state()["marks"] == total - 6, "undo works after a crash")
    driver.key("ctrl+shift+z")
    driver.wait(lambda: driver.state()["marks"] == total - 5, "and redo")
    driver.close()

    out = tmp_path / "out.jsonl"
    done = subprocess.run(
        [sys.executable, "-m", "annotator", "export", str(path), str(out)],
        check=False, capture_output=True, text=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    record = json.loads(out.read_text(encoding="utf-8"))
    assert record["text"] == text
    expected = sorted((by_key + by_mouse)[: total - 5])
    assert sorted((span["start"], span["end"]) for span in record["spans"]) == expected
    for span in record["spans"]:
        assert text[span["start"] : span["end"]] == span["text"]
    schema = Path(__file__).parents[1] / "data" / "native.schema.json"
    jsonschema.validate(record, json.loads(schema.read_text(encoding="utf-8")))


def test_it_opens_where_it_was_left(tmp_path: Path, start_program: Start) -> None:
    path = tmp_path / "two.annotator"
    project = Project.create(path, own_name="tester")
    for name in ("one", "two"):
        words = f"Article {name}. " + "Many words stand here and there. " * 400
        (tmp_path / f"{name}.txt").write_text(words, encoding="utf-8")
    bring_in(project, [tmp_path / "one.txt", tmp_path / "two.txt"], ImportOptions(), unwatched)
    project.close()
    driver = start_program(path)
    assert driver.state()["name"] == "one"
    driver.key("space")
    driver.wait(lambda: driver.state()["name"] == "two", "space goes on to the next article")
    driver.key("Next", "Next", "Next")
    driver.wait(lambda: driver.state()["scroll"] > 0, "the page scrolled")
    left = driver.state()
    driver.close()
    driver = start_program(path)
    back = driver.state()
    assert (back["name"], back["caret"], back["place"]) == ("two", left["caret"], left["place"])
    driver.close()
