"""Files that other programs wrote or that nobody should trust."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from pathlib import Path

import msgspec
import pytest

from annotator.domain.refusal import BadInput
from annotator.domain.span import covered_text
from annotator.formats import format_named, format_of
from annotator.formats.dna import DNA
from annotator.formats.fitting import fitted
from annotator.formats.format import Format, ReadOptions
from annotator.formats.networks import NETWORK, STATEMENTS
from annotator.formats.table import CSV, guarded, unguarded
from tests.formats import samples


def _named(name: str) -> Format:
    form = format_named(name)
    assert form is not None
    return form


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("brat/fixture-1.ann", "brat"),
        ("doccano-relation-extraction.utf16.jsonl", "doccano"),
        ("doccano-sequence-labeling.utf16.jsonl", "doccano"),
        ("label-studio-tasks.json", "labelstudio"),
        ("uima.xmi", "xmi"),
        ("uima-cas.json", "casjson"),
        ("webanno-tsv3.tsv", "webanno"),
        ("fixture.qdpx", "refi"),
        ("w3c-annotations.jsonld", "webannotation"),
        ("tool-exports/doccano-1.8.4-relations.export.jsonl", "doccano"),
        ("tool-exports/doccano-1.8.4-sequence-labeling.export.jsonl", "doccano"),
        ("tool-exports/label-studio-1.23.2.JSON.json", "labelstudio"),
        ("tool-exports/label-studio-1.23.2.JSON_MIN.json", "labelstudio"),
        ("tool-exports/label-studio-1.23.2.CSV.csv", "labelstudio-csv"),
        ("tool-exports/label-studio-1.23.2.TSV.tsv", "labelstudio-csv"),
    ],
)
def test_what_other_programs_wrote_of_the_fixture_says_what_it_says(
    file: str, name: str, shared: Path
) -> None:
    form = _named(name)
    source = shared / "format-fixtures" / file
    native = samples.fixture()
    (record,) = samples.read(form, source, [native])
    assert record.text.rstrip("\n") == native.text.rstrip("\n")
    assert record.placing is not None
    assert not record.placing.moved
    assert not record.placing.lost
    pieces = {(span.label, one) for span in native.spans for one in span.fragments}
    assert {(span.label, one) for span in record.spans for one in span.fragments} == pieces
    if form.holds >= native_needs(file):
        assert samples.core(record)[1] == samples.core(native)[1]


def test_a_table_of_label_studio_says_what_its_tasks_say() -> None:
    path = samples.DATA / "labelstudio-csv.csv"
    bad: list[BadInput] = []
    form = format_of(path)
    assert form is _named("labelstudio-csv")
    assert form.read is not None
    first, second = form.read(path, ReadOptions(refused=bad.append))
    assert (first.name, first.title) == ("harbour", "Harbour")
    assert [(one.label, covered_text(first.text, one.fragments)) for one in first.spans] == [
        ("ACTOR", "Pilots"),
        ("CLAIM", "Pilots said, “we wait"),
    ]
    assert ("stance", "pro") in first.more
    assert (second.name, second.spans) == ("karsu", ())
    assert [str(one).rpartition("/")[2] for one in bad] == [
        "labelstudio-csv.csv:5: task 8 has no text"
    ]


def native_needs(file: str) -> frozenset[object]:
    """What a file has to hold beside marks to be asked for relations."""
    from annotator.formats.format import Can  # noqa: PLC0415

    without = ("sequence", "MIN", "qdpx")
    return frozenset({*Can} if any(one in file for one in without) else {Can.RELATIONS})


def test_a_dna_database_is_read_with_its_variables() -> None:
    (record,) = samples.read(DNA, samples.DATA / "dna.dna")
    assert (record.published, record.author) == ("2024-01-23", "A. Writer")
    first, second = record.spans
    assert record.text[slice(*first.fragments[0])].endswith("new border fees")
    assert first.answers == (
        ("person", "Foreign Minister Ayşe Çelik"),
        ("concept", "border fees"),
        ("agreement", "no"),
    )
    assert (second.label, second.annotator) == ("CLAIM", "ed1")
    book = DNA.codebook(samples.DATA / "dna.dna")
    assert [one.name for one in book.labels[0].attributes] == ["person", "concept", "agreement"]


def test_a_database_is_trusted_in_nothing(tmp_path: Path) -> None:
    path = tmp_path / "bad.dna"
    with sqlite3.connect(path) as made:
        made.execute("CREATE VIEW DOCUMENTS AS SELECT 1 AS ID, 'x' AS Text")
        made.execute("CREATE TABLE STATEMENTS(ID INTEGER)")
    made.close()
    before = path.read_bytes()
    with pytest.raises(BadInput, match="is no DNA database"):
        samples.read(DNA, path)
    assert path.read_bytes() == before
    path.write_bytes(before[:600] + b"\xff" * 4000)
    with pytest.raises(BadInput):
        samples.read(DNA, path)
    assert [one.name for one in tmp_path.iterdir()] == ["bad.dna"]
    path.write_bytes(b"no database")
    with pytest.raises(BadInput, match="is no SQLite database"):
        samples.read(DNA, path)


def _table(form: Format, **chosen: str) -> list[dict[str, str]]:
    how = samples.options(form, **chosen)
    out = io.BytesIO()
    assert form.write is not None
    form.write([fitted(samples.fixture(), form, how).record], out, how)
    return list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig"))))


def test_statements_have_a_column_for_each_question_and_relation() -> None:
    rows = {row["Text"]: row for row in _table(STATEMENTS)}
    claim = rows["Iğdır and Şırnak “will not accept” new border fees"]
    assert (claim["Type"], claim["polarity"], claim["certainty"]) == ("CLAIM", "negative", "high")
    holder = rows["İbrahim Özgür"]
    assert (holder["makes"], holder["member_of"]) == (
        "Fees hurt both sides",
        "Iğdır Chamber of Commerce",
    )


def test_a_network_counts_ties() -> None:
    rows = _table(NETWORK, concept="answer")
    assert {(row["source"], row["relation"], row["target"], row["weight"]) for row in rows} == {
        ("Foreign Minister Ayşe Çelik", "makes", "negative", "1"),
        ("İbrahim Özgür", "makes", "Fees hurt both sides", "1"),
        ("İbrahim Özgür", "member_of", "Iğdır Chamber of Commerce", "1"),
    }


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "'"])
def test_what_looks_like_a_formula_is_guarded_and_comes_back(sign: str, tmp_path: Path) -> None:
    words = f"{sign}HYPERLINK(1)"
    assert words != guarded(words)
    assert guarded(words).startswith("'")
    assert unguarded(guarded(words)) == words
    record = msgspec.structs.replace(samples.hard(), title=words, source=words)
    for form in (CSV, STATEMENTS):
        out = samples.write(form, [record], tmp_path / form.name, samples.options(form))
        text = out.read_text(encoding="utf-8-sig")
        cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    out = samples.write(CSV, [samples.hard()], tmp_path / "out", samples.options(CSV))
    rows = list(csv.reader(io.StringIO(out.read_text(encoding="utf-8-sig"))))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_a_table_about_an_unknown_article_is_refused_by_line(tmp_path: Path) -> None:
    path = tmp_path / "marks.csv"
    path.write_text("article,label,text\nnobody,ACTOR,Ayşe\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"marks\.csv:2: is about the article 'nobody'"):
        list(CSV.read(path, ReadOptions()) if CSV.read else ())


@pytest.mark.parametrize("name", ["xmi", "gate", "casjson", "labelstudio", "refi", "webanno"])
def test_what_is_not_of_a_format_is_refused_in_one_sentence(name: str, tmp_path: Path) -> None:
    path = tmp_path / "x"
    form = _named(name)
    for data in (b"\x00\xff\xfe", b"{}", b"[1]", b"<a/>", b"<a", b"PK\x03\x04", b"", b"#FORMAT=\n"):
        path.write_bytes(data)
        with pytest.raises(BadInput) as refused:
            samples.read(form, path)
        assert str(refused.value).startswith(str(path))


def test_toponyms_counted_from_one_are_where_their_names_are() -> None:
    (record,) = samples.read(_named("geovirus"), samples.DATA / "geovirus" / "geovirus.xml")
    words = [record.text[slice(*span.fragments[0])] for span in record.spans]
    assert words == ["Iğdır", "Ankara"]
    assert ("lat", "39.9") in record.spans[0].answers
    assert record.placing is not None
    assert (record.placing.as_they_were, record.placing.moved) == (2, ())


def test_mentions_on_tokens_may_leave_tokens_out() -> None:
    (record,) = samples.read(_named("ecbplus"), samples.DATA / "ecbplus" / "ecbplus.xml")
    assert record.text == "Ministers met in Ankara.\nThey, too, agreed.\n"
    covered = [covered_text(record.text, span.fragments) for span in record.spans]
    assert covered == ["Ministers", "Ankara", "They agreed"]
    assert [(one.label, one.head, one.child) for one in record.relations] == [
        ("PLOT_LINK", "m3", "m1")
    ]
    assert any("several documents" in note for note in record.notes)


_TRUNCATED = ("Whitespace", "ZeroLength", "SlotFeature", "ElevatedType", "SubtokenChain")
"""Pairs in which the format moves edges or drops what is empty, or that differ by design."""


def test_pairs_of_tsv_and_xmi_have_the_same_marks(shared: Path) -> None:
    pairs = 0
    for folder in sorted((shared / "webanno-tsv-suite" / "tsv3-suite").iterdir()):
        files = folder / "reference.tsv", folder / "reference.xmi"
        if any(one in folder.name for one in _TRUNCATED) or not all(f.exists() for f in files):
            continue
        (tsv,) = samples.read(_named("webanno"), files[0])
        (xmi,) = samples.read(_named("xmi"), files[1])
        assert sorted(one.fragments for one in tsv.spans) == sorted(
            one.fragments for one in xmi.spans
        ), folder.name
        assert len(tsv.relations) == len(xmi.relations), folder.name
        pairs += 1
    assert pairs >= 15


def test_links_of_a_chain_are_marks_of_their_own(shared: Path) -> None:
    folder = shared / "webanno-tsv-suite" / "tsv3-suite" / "testSubtokenChain"
    (record,) = samples.read(_named("webanno"), folder / "reference.tsv")
    assert [record.text[slice(*one.fragments[0])] for one in record.spans] == ["hi", "es"]
    assert {one.label for one in record.spans} == {"SimpleLink"}


def test_lines_for_doccano_all_have_the_same_keys(tmp_path: Path) -> None:
    doccano = _named("doccano")
    records = [samples.fixture(), samples.hard(), samples.unmarked()]
    out = samples.write(doccano, records, tmp_path / "out", samples.options(doccano))
    lines = [json.loads(line) for line in out.read_bytes().splitlines()]
    assert len({frozenset(line) for line in lines}) == 1  # it has NaN for what a line lacks
    back = samples.read(doccano, out, records)
    assert [one.more for one in back] == [one.more for one in records]
    assert [one.title for one in back] == [one.title for one in records]


def test_marks_of_a_project_of_intents_are_marks(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(
        '{"text": "Fly to Karsu", "entities": [[7, 12, "City"]], "cats": ["flight"]}\n', "utf-8"
    )
    form = _named("doccano")
    assert form.read is not None
    (record,) = form.read(path, ReadOptions())
    (span,) = record.spans
    assert (span.label, covered_text(record.text, span.fragments)) == ("City", "Karsu")
    assert record.more == (("cats", '["flight"]'),)


def test_pieces_that_pubannotation_chained_are_one_mark(tmp_path: Path) -> None:
    text = "Fees, he said, hurt, as all know, both sides."
    at = [(text.index(words), text.index(words) + len(words)) for words in _PIECES]
    names = ("T1-0", "T1-1", "T1")
    document = {
        "text": text,
        "denotations": [
            {"id": name, "span": {"begin": start, "end": end}, "obj": kind}
            for name, (start, end), kind in zip(names, at, _KINDS, strict=True)
        ]
        + [{"id": "T2", "span": {"begin": 6, "end": 8}, "obj": "ACTOR"}],
        "relations": [
            {"id": "C1", "pred": "_lexicallyChainedTo", "subj": "T1-1", "obj": "T1-0"},
            {"id": "C2", "pred": "_lexicallyChainedTo", "subj": "T1", "obj": "T1-1"},
            {"id": "R1", "pred": "makes", "subj": "T2", "obj": "T1"},
        ],
    }
    file = tmp_path / "chained.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    (record,) = samples.read(_named("pubannotation"), file)
    claim, actor = ("CLAIM", tuple(at)), ("ACTOR", ((6, 8),))
    marks, links = samples.core(record)
    assert marks == {claim: 1, actor: 1}
    assert links == {("makes", actor, claim): 1}


_PIECES = ("Fees", "hurt", "both sides")
_KINDS = ("_FRAGMENT", "_FRAGMENT", "CLAIM")
"""As PubAnnotation writes a mark in several pieces: the last of them has its label."""
