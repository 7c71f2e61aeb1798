"""The furniture of the sample articles is recognised."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.text.zones import ZoneKind, recognise

_SEEDS = Path(__file__).resolve().parents[2] / "seeds"
_GOLD = [
    json.loads(line)
    for line in (_SEEDS / "gold.jsonl").read_text(encoding="utf-8").split("\n")
    if line
]


def _text(number: str) -> str:
    (file,) = _SEEDS.glob(f"{number}_*.txt")
    return file.read_bytes().decode("utf-8-sig")


@pytest.mark.parametrize(
    ("number", "place", "agency", "keywords"),
    [
        ("001", "GRAYHAVEN", "Harbour Post", 4),
        ("002", "KARSU", "", 5),
        ("005", "SENMAR", "Capital Wire", 5),
        ("006", "SARN BRIDGE", "Capital Wire", 5),
        ("008", "SENMAR", "Capital Wire", 5),
        ("009", "KARSU", "Vadi Postası", 5),
    ],
)
def test_a_wire_article(number: str, place: str, agency: str, keywords: int) -> None:
    text = _text(number)
    shape = recognise(text)
    assert shape.title == text.partition("\n")[0]
    assert (shape.place, shape.agency, len(shape.keywords)) == (place, agency, keywords)
    assert [zone.kind for zone in shape.zones] == [
        ZoneKind.TITLE,
        ZoneKind.REPEATED_TITLE,
        ZoneKind.DATELINE,
        ZoneKind.REPEATED_TITLE,
        ZoneKind.HEADING,
        ZoneKind.KEYWORDS,
    ]
    heading = shape.zones[4]
    assert text[heading.start : heading.end].startswith("[HH]")


@pytest.mark.parametrize(
    ("number", "byline"),
    [
        ("003", "Hanna Okley"),
        ("004", "Marek Solt and Dilara Quist"),
        ("007", "our correspondent in Tessaly"),
        ("013", "Zoe\N{COMBINING DIAERESIS} Marchetti"),
        ("016", "Agnes Thorvald, chair of the commission"),
    ],
)
def test_a_plain_article_with_a_byline(number: str, byline: str) -> None:
    shape = recognise(_text(number))
    assert byline in shape.byline
    assert ZoneKind.BYLINE in [zone.kind for zone in shape.zones]
    assert shape.keywords == ()
    assert shape.place == ""


def test_the_book_has_its_headings() -> None:
    kinds = [zone.kind for zone in recognise(_text("016")).zones]
    assert kinds.count(ZoneKind.HEADING) == 46


@pytest.mark.parametrize("record", _GOLD, ids=lambda one: one["id"])
def test_the_gold_names_what_is_recognised(record: dict[str, dict[str, object]]) -> None:
    shape = recognise(str(record["text"]))
    assert shape.title == record["meta"]["title"]
    assert list(shape.keywords) == record["meta"]["keywords"]
