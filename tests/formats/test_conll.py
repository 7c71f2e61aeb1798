"""Tokens and tags: every scheme, every layout, and texts that come back to the character."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.domain.refusal import BadInput
from annotator.formats.conll import CONLL
from annotator.formats.conll_mentions import tagged
from annotator.formats.fitting import fitted
from annotator.formats.format import ReadOptions
from annotator.formats.record import Record, SpanRecord
from tests.formats import samples


def _read(path: Path, text: str) -> list[Record]:
    path.write_text(text, encoding="utf-8")
    return samples.read(CONLL, path)


def _marks(record: Record) -> list[tuple[str, str]]:
    return [(one.label, record.text[slice(*one.fragments[0])]) for one in record.spans]


@pytest.mark.parametrize(
    "tags",
    [
        "B-A I-A B-A O B-B",
        "I-A I-A B-A O I-B",
        "B-A E-A S-A O S-B",
        "B-A L-A U-A O U-B",
    ],
    ids=["iob2", "iob1", "iobes", "bilou"],
)
def test_every_scheme_says_the_same(tags: str) -> None:
    marks = [(mark.label, mark.first, mark.last) for mark in tagged(tags.split())]
    assert marks == [("A", 0, 1), ("A", 2, 2), ("B", 4, 4)]


@pytest.mark.parametrize("scheme", ["iob1", "iob2", "iobes", "bilou"])
def test_every_scheme_is_read_as_it_was_written(scheme: str, tmp_path: Path) -> None:
    record = samples.fixture()
    how = samples.options(CONLL, scheme=scheme)
    out = samples.write(CONLL, [record], tmp_path / "out", how)
    (again,) = samples.merged(samples.read(CONLL, out))
    assert samples.core(again)[0] == samples.core(fitted(record, CONLL, how).record)[0]


def test_columns_are_told_apart_by_what_is_in_them(tmp_path: Path) -> None:
    (record,) = _read(
        tmp_path / "a.conll", "-DOCSTART- -X- O O\n\nIn IN _ O\nNew NNP _ B-LOC\nYork NNP _ I-LOC\n"
    )
    assert record.text == "In New York\n"
    assert _marks(record) == [("LOC", "New York")]
    rows = ["1 “ O", "2 In O", "3 Ankara B-LOC", "4 ” O"]
    lines = [f"{row} - -".replace(" ", "\t") for row in rows]
    uner = "\n".join(["# newdoc id = n1", "# text = “In Ankara”", *lines, ""])
    (record,) = _read(tmp_path / "b.iob2", uner)
    assert (record.name, record.text) == ("n1", "“In Ankara”\n")
    assert _marks(record) == [("LOC", "Ankara")]
    (record,) = _read(tmp_path / "c.iob", "In|IN|O Paris|NNP|B-LOC\n")
    assert _marks(record) == [("LOC", "Paris")]


def test_mentions_in_brackets_nest_and_are_linked(tmp_path: Path) -> None:
    rows = ["0 The (org-1(x-2", "1 bank x-2)", "2 said org-1)", "3 it (org-1)"]
    lines = "\n".join(["# begin document d", *(row.replace(" ", "\t") for row in rows), ""])
    (record,) = _read(tmp_path / "d.conll", lines)
    assert _marks(record) == [("org", "The bank said"), ("x", "The bank"), ("org", "it")]
    assert [(one.label, one.head, one.child) for one in record.relations] == [
        ("coreference", "org-2", "org-1")
    ]


def test_a_line_without_a_tag_is_refused_by_number(tmp_path: Path) -> None:
    path = tmp_path / "bad.conll"
    path.write_text("In\tO\nAnkara\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"bad\.conll:2: has no tag after the token 'Ankara'"):
        samples.read(CONLL, path)
    path.write_text("In\tO\nAnkara\tcity\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r":2: has 'city' where a tag should be"):
        list(CONLL.read(path, ReadOptions()) if CONLL.read else ())


@pytest.mark.parametrize(
    ("how", "covered", "losses"),
    [
        ("expand", ["Ankara'da", "Kalın’ın"], 2),
        ("contract", [], 2),
        ("drop", [], 2),
        ("cut", ["Ankara", "Kalın"], 0),
    ],
)
def test_marks_within_tokens_are_put_on_tokens_and_told(
    how: str, covered: list[str], losses: int
) -> None:
    text = "Ankarada Kalınlar"
    spans = (
        SpanRecord(name="s1", label="LOC", fragments=((0, 6),)),
        SpanRecord(name="s2", label="PER", fragments=((9, 14),)),
    )
    record = Record(name="a", text=text, spans=spans)
    fit = fitted(record, CONLL, samples.options(CONLL, tokens=how))
    whole = ["Ankarada", "Kalınlar"] if how == "expand" else covered
    assert [text[slice(*one.fragments[0])] for one in fit.record.spans] == whole
    sorts = [loss.sort for loss in fit.losses]
    assert sorts.count("mark that does not fit tokens") == losses


def test_overlaps_of_one_label_are_counted_and_others_kept() -> None:
    spans = tuple(
        SpanRecord(name=f"s{at}", label=label, fragments=(place,))
        for at, (label, place) in enumerate(
            [("A", (0, 7)), ("A", (4, 7)), ("B", (4, 7)), ("A", (8, 11))]
        )
    )
    record = Record(name="a", text="one two six", spans=spans)
    apart = fitted(record, CONLL, samples.options(CONLL))
    assert [span.name for span in apart.record.spans] == ["s0", "s2", "s3"]
    together = fitted(record, CONLL, samples.options(CONLL, layers="together"))
    assert [span.name for span in together.record.spans] == ["s0", "s3"]
    assert [(one.sort, one.detail) for one in together.losses] == [
        ("mark that overlaps another", "s1 A"),
        ("mark that overlaps another", "s2 B"),
    ]
