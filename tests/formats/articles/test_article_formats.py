"""Each source of articles gives the same little story, with all that it says about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.domain.refusal import BadInput
from annotator.formats import format_of
from annotator.formats.articles import web_page
from annotator.formats.articles.blocks import paragraphs
from annotator.formats.format import ReadOptions
from annotator.formats.record import Record
from annotator.text.zones import ZoneKind

_DATA = Path(__file__).resolve().parents[2] / "data" / "articles"
_TITLE = "Harbour pilots vote on new roster"
_FIRST = (
    "GRAYHAVEN — Pilots of the port of Grayhaven will vote on Friday on a roster that their union"
    " calls “half a step”."
)
_SECOND = (
    "Chairwoman Nadia Ferro said the night shifts remained too long."
    " The port authority denied this."
)
_HEADING = "What happens next"
_LAST = "Both sides meet again on 12 May in Karsu."
_MORNING = "2026-05-04T08:15:00"


def _read(name: str) -> list[Record]:
    source = _DATA / name
    found = format_of(source)
    assert found is not None
    assert found.read is not None
    return list(found.read(source, ReadOptions()))


def _paragraphs(record: Record) -> list[str]:
    return record.text.split("\n\n")


def _zone(record: Record, kind: ZoneKind) -> list[str]:
    return [record.text[one.start : one.end] for one in record.zones if one.kind is kind]


_STORY = [_TITLE, _FIRST, _SECOND]
_WHOLE = [*_STORY, _HEADING, _LAST]


@pytest.mark.parametrize(
    ("name", "form", "count", "paragraphs"),
    [
        ("nitf.xml", "nitf", 1, _WHOLE),
        ("newsml-g2.xml", "newsml-g2", 1, _WHOLE),
        ("newsml-1.xml", "newsml-1", 1, _WHOLE),
        ("ninjs.json", "ninjs", 1, _WHOLE),
        ("factiva.xml", "factiva", 2, [*_STORY, _LAST]),
        ("factiva.html", "factiva", 2, [*_STORY, _LAST]),
        ("nexis.txt", "nexis", 2, _STORY),
        ("nexis.docx", "docx", 2, _STORY),
        ("docx.docx", "docx", 1, [*_WHOLE, "A table cell", "A note below."]),
        ("odt.odt", "odt", 1, [*_STORY, "A note below.", _HEADING, _LAST]),
        ("epub.epub", "epub", 2, _STORY),
        ("rtf.rtf", "rtf", 1, _STORY),
        ("feed.rss", "feed", 2, _STORY),
    ],
)
def test_the_story_comes_whole_and_nothing_else(
    name: str, form: str, count: int, paragraphs: list[str]
) -> None:
    found = format_of(_DATA / name)
    assert found is not None
    assert found.name == form
    records = _read(name)
    assert len(records) == count
    assert _paragraphs(records[0]) == paragraphs
    assert records[0].title == _TITLE
    assert _zone(records[0], ZoneKind.TITLE) == [_TITLE]
    headed = [_HEADING] if _HEADING in paragraphs else []
    assert _zone(records[0], ZoneKind.HEADING) == headed
    assert len({record.name for record in records}) == count
    assert len({record.source_name for record in records}) == count


@pytest.mark.parametrize(
    ("name", "source", "published", "place", "section", "language"),
    [
        ("nitf.xml", "Harbour Post", f"{_MORNING}+02:00", "Grayhaven", "Economy", ""),
        ("newsml-g2.xml", "Harbour Post", f"{_MORNING}+02:00", "Grayhaven", "", "en"),
        ("newsml-1.xml", "Harbour Post", f"{_MORNING}+02:00", "Grayhaven", "", "en"),
        ("ninjs.json", "Harbour Post", f"{_MORNING}+02:00", "Grayhaven", "", "en"),
        ("factiva.xml", "Harbour Post", f"{_MORNING}Z", "GRAYHAVEN", "", "en"),
        ("factiva.html", "Harbour Post", "2026-05-04T08:15", "GRAYHAVEN", "Economy", "English"),
        ("nexis.txt", "Harbour Post", "2026-05-04", "GRAYHAVEN", "ECONOMY; Pg. 3", "English"),
        ("nexis.docx", "Harbour Post", "2026-05-04", "GRAYHAVEN", "ECONOMY; Pg. 3", "English"),
        ("docx.docx", "", f"{_MORNING}Z", "GRAYHAVEN", "", "en"),
        ("odt.odt", "", _MORNING, "GRAYHAVEN", "", "en"),
        ("epub.epub", "Harbour Post, 4 May", "2026-05-04", "GRAYHAVEN", "", "en"),
        ("rtf.rtf", "", "", "GRAYHAVEN", "", ""),
        ("feed.rss", "Harbour Post", f"{_MORNING}+02:00", "GRAYHAVEN", "", "en"),
    ],
)
def test_what_a_source_says_about_the_story_is_kept(
    name: str, source: str, published: str, place: str, section: str, language: str
) -> None:
    record = _read(name)[0]
    assert record.source == source
    assert record.published == published
    assert record.place == place
    assert record.section == section
    assert record.language == language
    assert record.author == "Mara Lind"


@pytest.mark.parametrize(
    "name",
    ["nitf.xml", "newsml-g2.xml", "newsml-1.xml", "ninjs.json", "factiva.xml", "factiva.html",
     "docx.docx", "odt.odt", "rtf.rtf", "feed.rss"],
)  # fmt: skip
def test_keywords_are_kept(name: str) -> None:
    assert _read(name)[0].keywords == ("ports", "labour")


def test_percentages_of_nexis_subjects_are_no_part_of_them() -> None:
    assert _read("nexis.docx")[0].keywords == ("PORTS", "LABOUR")


def test_a_web_page_is_read_without_its_furniture() -> None:
    pytest.importorskip("trafilatura", reason="comes with the extra for articles")
    (record,) = _read("web-page.html")
    assert _paragraphs(record)[:4] == [_TITLE, _FIRST, _SECOND, _HEADING]
    assert _zone(record, ZoneKind.HEADING) == [_HEADING]
    for furniture in ("Section 3", "Most read", "cod", "Cookie", "never read"):
        assert furniture not in record.text
    assert record.source == "Harbour Post"
    assert record.published.startswith("2026-05-04")
    assert record.author == "Mara Lind"
    assert record.url == "https://harbourpost.example/2026/05/pilots"


@pytest.mark.parametrize(
    ("page", "refusal"),
    [
        ("<p>x" * 750_000, "is a page of more than"),
        ("<p>x" * 40_000, "is a page of more than 30,000 tags"),
    ],
)
def test_a_web_page_of_tags_without_end_is_refused_at_once(
    page: str, refusal: str, tmp_path: Path
) -> None:
    path = tmp_path / "p.html"
    path.write_text(f"<html><body>{page}</body></html>", encoding="utf-8")
    with pytest.raises(BadInput, match=refusal):
        list(web_page.read(path, ReadOptions()))


@pytest.mark.parametrize("opened", ["<a ", "<!--", "<![if", "</"])
def test_markup_without_end_is_words_and_read_at_once(opened: str) -> None:
    # Where each looked for its end again, these took minutes.
    (first, rest) = paragraphs(f"<p>Said &amp; done.</p><!-- unseen -->{opened * 20_000}")
    assert first.text == "Said & done."
    assert rest.text.startswith(opened.strip())


def test_pictures_within_a_web_page_count_for_nothing(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura", reason="comes with the extra for articles")
    page = (_DATA / "web-page.html").read_text(encoding="utf-8")
    path = tmp_path / "p.html"
    picture = f'<img src="data:image/png;base64,{"QUJD" * 1_000_000}">'
    path.write_text(page.replace("</body>", f"{picture}</body>"), encoding="utf-8")
    (record,) = list(web_page.read(path, ReadOptions()))
    assert _paragraphs(record)[:1] == [_TITLE]


def test_europresse_articles_are_told_apart_in_their_own_encoding() -> None:
    first, second = _read("europresse.html")
    assert _paragraphs(first) == [
        "Les pilotes votent vendredi",
        "Les pilotes du port de Grayhaven votent vendredi.",
        "« Un demi-pas », dit le syndicat.",
    ]
    assert (first.author, first.source) == ("Mara Lind", "Le Courrier du Port")
    assert (first.published, first.section) == ("2026-05-04", "Économie")
    assert first.source_name == "news·20260504·CP·001"
    assert (second.title, second.published) == ("Le bac repart", "2026-05-05")


def test_columns_and_broken_words_of_a_pdf_are_joined() -> None:
    pytest.importorskip("pypdf", reason="comes with the extra for articles")
    (record,) = _read("pdf.pdf")
    assert _paragraphs(record) == [
        _TITLE,
        _FIRST,
        _SECOND,
        "Both sides meet again on 12 May in Karsu, as they did last year.",
        "The pilots have worked ten nights in a row.",
    ]
    assert record.author == "Mara Lind"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("cut.docx", b"PK\x03\x04rubbish", "is no zip archive"),
        ("empty.xml", b"<nitf><body/></nitf>", "holds no article with words"),
        ("bomb.xml", b'<!DOCTYPE nitf [<!ENTITY a "b">]><nitf>&a;</nitf>', "declares the entity"),
        ("broken.pdf", b"%PDF-1.4\nnothing of it", "is a damaged PDF document"),
        ("half.json", b'{"uri": "x", "body_text": "', "is not JSON"),
        ("none.html", b"<!DOCTYPE html><html><body></body></html>", "no article was found"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    source = tmp_path / name
    source.write_bytes(data)
    found = format_of(source)
    assert found is not None
    assert found.read is not None
    with pytest.raises(BadInput, match=reason) as refused:
        list(found.read(source, ReadOptions()))
    assert refused.value.file.startswith(str(source))
