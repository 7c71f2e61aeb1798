"""WebAnno TSV 1 and 2: stacked marks by their place in a cell, layers by the first line."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.domain.refusal import BadInput
from annotator.formats import format_of
from annotator.formats.record import Record
from annotator.formats.webanno.earlier import WEBANNO_EARLIER
from tests.formats import samples

_ENTITIES = [
    ("PER", "Ms. Haag"),
    ("OTH", "Elianti"),
    ("ORGpart", "Rolls-Royce Motor"),
    ("ORG", "Rolls-Royce"),
    ("LOC", "U.S."),
    ("LOC", "U.S."),
    ("ORGpart", "BELL INDUSTRIES Inc."),
    ("ORG", "BELL INDUSTRIES"),
    ("PER", "BELL"),
    ("ORG", "Bell"),
    ("LOC", "Los Angeles"),
]


def _read(path: Path, *rows: str) -> Record:
    if rows:
        path.write_text("\n".join(rows).replace("  ", "\t") + "\n", encoding="utf-8")
    assert format_of(path) is WEBANNO_EARLIER
    (record,) = samples.read(WEBANNO_EARLIER, path)
    return record


def _marks(record: Record) -> list[tuple[str, str]]:
    return [(one.label, record.text[slice(*one.fragments[0])]) for one in record.spans]


def test_layers_features_and_relations_of_version_2() -> None:
    record = _read(samples.DATA / "webanno2.tsv")
    assert record.text == "“Pilots strike,” Ann Lee said.\nThe port\ndenied it.\n"
    assert _marks(record) == [
        ("labour", "Pilots strike"),
        ("Claim", "Pilots strike,"),
        ("reported", "said"),
        ("Actor", "Ann Lee"),
        ("body", "The port"),
    ]
    assert [one.answers for one in record.spans[:3]] == [
        (("stance", "pro"),),
        (("stance", "contra"),),
        (),
    ]
    (link,) = record.relations
    ends = {one.name: one.label for one in record.spans}
    assert (ends[link.head], link.label, ends[link.child]) == ("labour", "holder", "reported")
    assert record.notes == ("passed over layers that describe tokens: POS",)
    assert record.placing is not None
    assert [one.label for one in record.placing.lost] == ["holder"]


@pytest.mark.parametrize("name", ["example.tsv", "example2.tsv"])
def test_webannos_own_examples(name: str, shared: Path) -> None:
    record = _read(shared / "webanno-tsv-suite" / "tsv2" / name)
    assert record.text.startswith("Ms. Haag plays Elianti .\nRolls-Royce Motor Cars")
    assert _marks(record) == _ENTITIES


def test_version_1_without_texts_has_blanks_between_tokens(tmp_path: Path) -> None:
    rows = ["1  Ann  _  NN  B_PER  O  0  _  _  _", "2  Lee  _  NN  I_PER  O  0  _  _  _"]
    text = "#text=Ann Lee"
    record = _read(tmp_path / "a.tsv", "#id=1", text, *rows, "", "1  Bo  _  NN  X  O  0  _  _  _")
    assert record.text == "Ann Lee\nBo\n"
    assert _marks(record) == [("PER", "Ann Lee"), ("X", "Bo")]


def test_a_token_that_is_not_in_its_sentence_is_refused_by_line(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"a\.tsv:4: the token 'Lee' does not come next"):
        _read(tmp_path / "a.tsv", "#id=1", "#text=Ann Hale", "1-1  Ann  ", "1-2  Lee  ")
