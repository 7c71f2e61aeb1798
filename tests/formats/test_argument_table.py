"""Claims and premises that come without offsets: words are found within their sentence."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from annotator.domain.refusal import BadInput
from annotator.formats import format_of
from annotator.formats.argument_table import ARGUMENT_TABLE
from annotator.formats.record import Record
from tests.formats import samples

_HEADING = "ID,Speech,Sentence_ID,Full_Sentence,Component,Component_Type,Premises\n"


def _read(path: Path) -> list[Record]:
    assert format_of(path) is ARGUMENT_TABLE
    return samples.read(ARGUMENT_TABLE, path)


def _words(record: Record) -> dict[str, tuple[str, str]]:
    return {one.name: (one.label, record.text[slice(*one.fragments[0])]) for one in record.spans}


def test_components_are_found_in_their_sentences_and_linked() -> None:
    first, second = _read(samples.DATA / "argunsc.csv")
    lines = first.text.split("\n")
    assert lines[2:] == ["Nights are long, but days are short.", "Nights are long."]
    assert len(lines) == 4
    words = _words(first)
    assert words["1"] == ("claim", "pilots “can't” work.")
    assert words["2"] == ("premise", "Nights are long")
    assert words["3"] == ("premise", "days are short.")
    assert first.spans[3].fragments[0][0] == first.text.rindex("Nights")
    assert first.spans[3].answers == (("premises", "standalone"),)
    assert [(one.head, one.label, one.child) for one in first.relations] == [
        ("2", "support", "1"),
        ("3", "attack", "1"),
    ]
    assert (second.name, second.text, second.spans) == (
        "senmar_02",
        "Nothing was said of it.",
        (),
    )


def test_words_that_are_in_another_sentence_are_listed_as_moved(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = ["1,s,1,One here.,\"[1, 'Two there.']\",claim,{}", "2,s,2,Two there.,non-arg,x,x"]
    rows += ["3,s,3,Three.,\"[2, 'Nowhere']\",claim,{1: 'support'}"]
    path.write_text(_HEADING + "\n".join(rows) + "\n", encoding="utf-8")
    (record,) = _read(path)
    assert _words(record) == {"1": ("claim", "Two there.")}
    assert record.placing is not None
    assert [one.name for one in record.placing.moved] == ["1"]
    assert [one.quote for one in record.placing.lost] == ["Nowhere", ""]


@pytest.mark.parametrize(
    ("component", "said"),
    [
        ("[__import__('os')]", r"a\.csv:2: has a Component that is not \[number, 'words'\]"),
        ("[1, '\\x']", r"a\.csv:2: has words that Python cannot read"),
    ],
)
def test_only_a_number_and_words_are_read(component: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'{_HEADING}1,s,1,One.,"{component}",claim,{{}}\n', encoding="utf-8")
    with pytest.raises(BadInput, match=said):
        _read(path)


def test_the_speeches_of_the_security_council(shared: Path) -> None:
    records = _read(shared / "argunsc" / "base-first400.csv")
    labels = Counter(one.label for record in records for one in record.spans)
    links = Counter(one.label for record in records for one in record.relations)
    assert (len(records), labels) == (13, {"premise": 161, "claim": 155})
    assert links == {"support": 207, "attack": 22}
    for record in records:
        assert record.placing is not None
        assert not record.placing.moved
        assert not record.placing.lost
    assert (
        format_of(shared / "argunsc" / "component_relations_local-first300.csv", least=10) is None
    )
