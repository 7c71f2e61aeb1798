"""Furniture is told from prose, and prose is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.text.zones import NewsShape, ZoneKind, recognise

PROSE = "The talks went on for three days and ended on Friday without a paper, officials said."
SEEDS = Path(__file__).parents[2] / "seeds"


def zones(text: str) -> list[tuple[str, str]]:
    return [(zone.kind.name, text[zone.start : zone.end]) for zone in recognise(text).zones]


def test_the_reference_article(shared: Path) -> None:
    text = next((shared / "seed").glob("0*.txt")).read_text("utf-8")
    title = "MİT chief visits Iraq to discuss anti-terror cooperation"
    shape = recognise(text)
    assert shape.title == title
    assert (shape.place, shape.agency, shape.byline) == ("BAGHDAD", "", "")
    assert shape.keywords == ("MIT", "measures", "Intelligence chief")
    assert zones(text) == [
        ("TITLE", title),
        ("REPEATED_TITLE", title),
        ("DATELINE", "BAGHDAD"),
        ("REPEATED_TITLE", title),
        ("HEADING", "[HH] Road map for ties"),
        ("KEYWORDS", "MIT, measures, Intelligence chief,"),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_wire_shape_in_any_line_ends(end: str) -> None:
    lines = ["T in brief", "", "T in brief", "", "ANKARA-Anadolu Agency", "T in brief", "", PROSE]
    text = end.join([*lines, "", "[HH] More", "", PROSE, "", "talks, paper, "])
    shape = recognise(text)
    assert (shape.title, shape.place, shape.agency) == ("T in brief", "ANKARA", "Anadolu Agency")
    assert shape.keywords == ("talks", "paper")
    assert [kind for kind, _ in zones(text)] == [
        "TITLE",
        "REPEATED_TITLE",
        "DATELINE",
        "REPEATED_TITLE",
        "HEADING",
        "KEYWORDS",
    ]


@pytest.mark.parametrize(
    ("line", "place", "agency"),
    [
        ("İSTANBUL", "İSTANBUL", ""),
        ("TEL AVIV", "TEL AVIV", ""),
        ("AIX-EN-PROVENCE", "AIX-EN-PROVENCE", ""),
        ("SARN BRIDGE-Capital Wire", "SARN BRIDGE", "Capital Wire"),
        ("ANKARA - AA", "ANKARA", "AA"),
        ("ANKARA-REUTERS", "ANKARA", "REUTERS"),
        ("ISTANBUL – Hürriyet Daily News", "ISTANBUL", "Hürriyet Daily News"),
        ("OPINION", "", ""),
        ("Ankara", "", ""),
        ("UPDATE 2", "", ""),
    ],
)
def test_datelines(line: str, place: str, agency: str) -> None:
    shape = recognise(f"A title\n\n{line}\n\n{PROSE}")
    assert (shape.place, shape.agency) == (place, agency)
    assert any(zone.kind is ZoneKind.DATELINE for zone in shape.zones) == bool(place)


def test_a_title_that_the_source_names_need_not_look_like_one() -> None:
    title = "Preview: Karsu (29-23) at Senmar (26-24), 7:05 p.m."
    text = f"{title}\n\n(Sports Network) - {PROSE}"
    assert recognise(text).title == ""
    assert recognise(text, "Another title").title == ""
    shape = recognise(text, title)
    assert (shape.title, shape.agency) == (title, "Sports Network")
    assert [text[one.start : one.end] for one in shape.zones] == [title, "(Sports Network) -"]


@pytest.mark.parametrize("opening", ["BAGHDAD (AP) —", "WASHINGTON, Dec. 19 (Xinhua) --"])
def test_a_dateline_may_open_the_first_paragraph(opening: str) -> None:
    assert zones(f"A title\n\n{opening} {PROSE}") == [("TITLE", "A title"), ("DATELINE", opening)]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("BY JANE DOE", "JANE DOE"),
        ("By Marek Solt and Dilara Quist", "Marek Solt and Dilara Quist"),
        ("By our correspondent in Tessaly", "our correspondent in Tessaly"),
        ("Von Jana Feldhoff", "Jana Feldhoff"),
        ("Par Zoé Martin", "Zoé Martin"),
        ("Haber: Gülşah Çağırıcı", "Gülşah Çağırıcı"),
        ("بقلم: سلمى الهادي", "سلمى الهادي"),
        ("מאת נועה ברקת", "נועה ברקת"),
        ("本报记者 林知远", "林知远"),
        ("By noon it was over.", ""),
        ("By the river", ""),
        ("Von dort aus", ""),
    ],
)
def test_by_lines(line: str, names: str) -> None:
    text = f"A title\n\n{line}\n\n{PROSE}"
    assert recognise(text).byline == names
    assert (("BYLINE", line) in zones(text)) == bool(names)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n \n",
        "One line",
        "Hello\n\nworld",
        PROSE,
        f"{PROSE}\n\n{PROSE}\n\n{PROSE}",
        f"Dear John,\n\n{PROSE}",
        f"He came. She left.\n\n{PROSE}",
        f"and so it went on\n\n{PROSE}",
        "Row your boat\nRow your boat\ngently down the stream\nmerrily",
        "A\nB\nC\n\nD",
        "当时天色已晚。\n\n他们继续往前走，一直走到河边才停下来休息。",
        "كان الوقت متأخرا.\n\nواصلوا السير حتى وصلوا إلى ضفة النهر وهناك توقفوا للراحة قليلا.",
        f"{PROSE}\n\nHe bought eggs, milk, butter and bread.",
        f"BAGHDAD is far. {PROSE}",
        f"See [HH] for more. {PROSE}",
        "eggs, milk, butter,",
    ],
)
def test_plain_text_has_no_furniture(text: str) -> None:
    assert recognise(text) == NewsShape()


@pytest.mark.parametrize(
    ("name", "kinds", "place"),
    [
        ("002", "TITLE REPEATED_TITLE DATELINE REPEATED_TITLE HEADING KEYWORDS", "KARSU"),
        ("004", "TITLE BYLINE", ""),
        ("009", "TITLE REPEATED_TITLE DATELINE REPEATED_TITLE HEADING KEYWORDS", "KARSU"),
        ("011", "TITLE BYLINE", ""),
        ("012", "TITLE BYLINE", ""),
        ("014", "TITLE BYLINE", ""),
    ],
)
def test_the_sample_articles(name: str, kinds: str, place: str) -> None:
    text = next(SEEDS.glob(f"{name}_*.txt")).read_text("utf-8")
    assert " ".join(kind for kind, _ in zones(text)) == kinds
    assert recognise(text).place == place


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(["", "T", "T", "ANKARA-AA", "By Jo Doe", "[HH] x", PROSE, "a, b,", " \t"])
        | st.text(max_size=20),
        max_size=14,
    ),
    st.sampled_from(["\n", "\r\n"]),
)
def test_zones_are_in_order_apart_and_without_blanks(lines: list[str], end: str) -> None:
    text = end.join(lines)
    last = 0
    for zone in recognise(text).zones:
        piece = text[zone.start : zone.end]
        assert last <= zone.start < zone.end <= len(text)
        assert piece == piece.strip()
        assert "\n" not in piece
        last = zone.end


@pytest.mark.parametrize(
    ("opening", "place"),
    [
        ("BASRA — ", "BASRA"),
        ("GROSSETO, Italy (AP) -- ", "GROSSETO"),
        ("NEW YORK – ", "NEW YORK"),
        ("ANKARA, Dec. 19 (Xinhua) -- ", "ANKARA"),
        ("U — ", ""),
        ("ANALYSIS — ", ""),
        ("BASRA - ", ""),
        ("(New York, NY - October 21) ", "New York, NY"),
        ("Berlin (dpa) - ", "Berlin"),
        ("Frankfurt/Main (dpa/lhe) - ", "Frankfurt/Main"),
        ("Berlin (siehe oben) - ", ""),
    ],
)
def test_a_paragraph_may_open_with_its_place(opening: str, place: str) -> None:
    text = f"A bridge is opened\n\n{opening}Ministers opened a bridge over the river on Monday.\n"
    assert recognise(text).place == place
