"""Tables of articles: the same rows come out of every kind, whatever columns are called."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.refusal import BadInput
from annotator.formats import format_of
from annotator.formats.columns import Cells, Columns, Part, guessed
from annotator.formats.format import ReadOptions
from annotator.formats.record import Record
from tests.formats import samples

_DATA = Path(__file__).resolve().parents[1] / "data"
_ROWS: list[dict[str, str]] = [
    {
        "headline": "Pilots vote",
        "body": "The pilots of Grayhaven vote.\r\n\r\n“Half a step”, said Ferro; 🙂 then left.",
        "author": "Nadia Ferro",
        "date": "2024-05-31",
        "newspaper": "The Gray Post",
        "city": "GRAYHAVEN",
        "url": "https://example.org/1",
        "tags": "ports; unions",
        "doc_id": "a-1",
        "words": "12",
    },
    {"headline": "Şehirde ikinci gün", "body": "İkinci haber metni.", "doc_id": "a-2"},
]


def _csv(rows: list[dict[str, str]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def _xlsx(path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(list(_ROWS[0]))
    for row in _ROWS:
        book.active.append([row.get(name) for name in _ROWS[0]])
    book.save(path)


def _parquet(path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    rows: list[dict[str, Any]] = [{name: row.get(name) for name in _ROWS[0]} for row in _ROWS]
    parquet.write_table(arrow.Table.from_pylist(rows), path)


def _read(path: Path, **chosen: Any) -> tuple[list[Record], list[BadInput]]:
    bad: list[BadInput] = []
    form = format_of(path)
    assert form is not None
    assert form.read is not None
    return list(form.read(path, ReadOptions(refused=bad.append, **chosen))), bad


@pytest.mark.parametrize("kind", ["csv", "tsv", "semicolon", "utf-16", "jsonl", "xlsx", "parquet"])
def test_every_kind_of_table_gives_the_same_articles(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"t.{kind if kind not in ('semicolon', 'utf-16') else 'csv'}"
    match kind:
        case "csv":
            path.write_bytes(_csv(_ROWS))
        case "tsv":
            path.write_bytes(_csv(_ROWS, "\t"))
        case "semicolon":
            path.write_bytes(_csv(_ROWS, ";", "utf-8-sig"))
        case "utf-16":
            path.write_bytes(_csv(_ROWS, encoding="utf-16"))
        case "jsonl":
            path.write_text("".join(f"{json.dumps(row)}\n" for row in _ROWS), encoding="utf-8")
        case "xlsx":
            _xlsx(path)
        case "parquet":
            _parquet(path)
    (first, second), bad = _read(path)
    assert not bad
    # A sheet of Office holds line ends as LF.
    expected = _ROWS[0]["body"].replace("\r\n", "\n") if kind == "xlsx" else _ROWS[0]["body"]
    assert first.text.replace("\r\n", "\n") == expected.replace("\r\n", "\n")
    if kind != "xlsx":
        assert first.text == expected
    told = (first.title, first.author, first.published, first.source, first.place, first.url)
    assert told == (
        "Pilots vote",
        "Nadia Ferro",
        "2024-05-31",
        "The Gray Post",
        "GRAYHAVEN",
        "https://example.org/1",
    )
    assert (first.keywords, first.name, first.more) == (
        ("ports", "unions"),
        "a-1",
        (("words", "12"),),
    )
    assert (second.text, second.title) == ("İkinci haber metni.", "Şehirde ikinci gün")


@pytest.mark.parametrize(
    "names",
    [
        ("Überschrift", "Artikeltext", "Verfasser", "Erscheinungsdatum", "Zeitung"),
        ("Titre", "Texte", "Auteur", "Date", "Journal"),
        ("Başlık", "Metin", "Yazar", "Tarih", "Gazete"),
        ("Titular", "Contenido", "Autor", "Fecha", "Periódico"),
        ("Заголовок", "Текст", "Автор", "Дата", "Источник"),
        ("news_title", "article.body", "AUTHORS", "publishedAt", "source.name"),
    ],
)
def test_columns_are_known_by_their_names_in_many_languages(names: tuple[str, ...]) -> None:
    columns = guessed(names, [])
    wanted = (Part.TITLE, Part.TEXT, Part.AUTHOR, Part.DATE, Part.SOURCE)
    assert tuple(part for _, part in columns.parts) == wanted


def test_the_longest_column_is_the_text_where_no_name_tells() -> None:
    rows = [{"a": "x" * 300, "b": "https://example.org/2", "c": "12"}]
    columns = guessed(("a", "b", "c"), rows)
    assert (columns.of(Part.TEXT), columns.of(Part.URL)) == (("a",), ("b",))


def test_a_row_that_cannot_be_used_is_named_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('title,text\nA,"two\nlines"\nB,\nC,fine\nD,d,too many\n', encoding="utf-8")
    records, bad = _read(path)
    assert [one.text for one in records] == ["two\nlines", "fine"]
    assert sorted((one.line or 0, one.reason) for one in bad) == [
        (4, "the row has no text"),
        (6, "the row has 3 fields; the table has 2 columns"),
    ]


def test_a_broken_quotation_ends_the_table_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('title,text\nA,fine\nB,"bro"ken\nC,more\n', encoding="utf-8")
    records, bad = _read(path)
    assert [one.text for one in records] == ["fine"]
    assert [one.line for one in bad] == [3]


def test_a_table_without_heading_names_its_columns_by_number(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"7,{'Long text. ' * 30}\n8,{'Other text. ' * 30}\n", encoding="utf-8")
    records, bad = _read(path)
    assert not bad
    assert [dict(one.more) for one in records] == [{"column 1": "7"}, {"column 1": "8"}]


def test_dates_with_slashes_are_read_as_the_other_rows_tell(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("date,text\n03/04/2020,a\n25/04/2020,b\n", encoding="utf-8")
    assert [one.published for one in _read(path)[0]] == ["2020-04-03", "2020-04-25"]
    path.write_text("date,text\n03/04/2020,a\n05/04/2020,b\n", encoding="utf-8")
    assert [one.published for one in _read(path)[0]] == ["03/04/2020", "05/04/2020"]


def test_turkish_letters_of_old_spreadsheets_are_read(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    words = "Cumhurbaşkanı bugün İstanbul’da açıkladı; ülke için “önemli” bir gün dedi."
    path.write_bytes(_csv([{"başlık": "Haber", "metin": words}], ";", "windows-1254"))
    (record,), bad = _read(path)
    assert (record.text, bad) == (words, [])
    assert any("guessed" in note for note in record.notes)


def test_told_columns_win_over_guesses(tmp_path: Path) -> None:
    def told(source: Path, names: Any, rows: list[Cells]) -> Columns:
        return guessed(names, rows).telling([(Part.TEXT, "lead"), (Part.TEXT, "body")])

    path = tmp_path / "t.csv"
    path.write_text("lead,body,text\nOne.,Two.,Three.\n", encoding="utf-8")
    (record,), _ = _read(path, columns=told)
    assert record.text == "One.\n\nTwo."
    assert record.more == (("text", "Three."),)


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip),
        min_size=1,
        max_size=5,
    )
)
def test_texts_come_out_as_they_went_in(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    path = tmp_path_factory.mktemp("table") / "t.csv"
    path.write_bytes(_csv([{"id": str(at), "text": one} for at, one in enumerate(texts)]))
    records, bad = _read(path)
    assert not bad
    assert [one.text for one in records] == [
        one.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd") for one in texts
    ]


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "jsonl", "parquet"])
def test_the_golden_tables_say_the_same(suffix: str) -> None:
    for library in {"xlsx": ["openpyxl"], "parquet": ["pyarrow"]}.get(suffix, []):
        pytest.importorskip(library)
    (first, second), bad = _read(_DATA / f"articles-{suffix}.{suffix}")
    assert not bad
    assert first.text.startswith("GRAYHAVEN — Pilots of the port")
    assert first.text.endswith(
        "\n\nChairwoman Nadia Ferro said the night shifts remained too long. 🙂"
    )
    assert (first.title, first.author, first.published, first.source, first.place) == (
        "Harbour pilots vote on new roster",
        "Ada Lindqvist",
        "2026-05-04",
        "The Gray Post",
        "GRAYHAVEN",
    )
    assert (first.keywords, first.url) == (("ports", "unions"), "https://example.org/pilots")
    assert (second.name, second.title, second.published) == (
        "gp-2",
        "Limanda ikinci gün",
        "2026-05-05",
    )


def test_texts_of_parquet_that_are_none_are_refused_by_row(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "t.parquet"
    table = arrow.table({"title": ["One"], "text": ["Words of one."]})
    parquet.write_table(
        table, path, compression="none", use_dictionary=False, write_statistics=False
    )
    path.write_bytes(path.read_bytes().replace(b"Words", b"W\xffrds"))
    records, bad = _read(path)
    assert not records
    assert [one.line for one in bad] == [1]


def test_any_sheet_of_a_workbook_can_be_read(tmp_path: Path) -> None:
    path = samples.workbook(tmp_path / "t.xlsx")
    heard: list[list[str]] = []

    def choose(_: Path, titles: Sequence[str]) -> str:
        heard.append(list(titles))
        return "June"

    (first,), bad = _read(path)
    assert first.text == "Words of May."
    (second,), bad = _read(path, sheet=choose)
    assert second.text == "Words of June."
    assert heard == [["About", "May", "June", "Empty"]]
    assert not bad
    for title, said in (
        ("July", "has no sheet July; it has: About, May, June, Empty"),
        ("Empty", "holds no rows in the sheet Empty"),
        ("About", "has no column that is known to be the text of articles"),
    ):
        records, bad = _read(path, sheet=lambda *_, title=title: title)
        assert not records
        assert said in bad[0].reason
