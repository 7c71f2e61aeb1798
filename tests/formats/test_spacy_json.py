"""The training JSON of spaCy 1 and 2: tokens find their places, tags their words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.domain.refusal import BadInput
from annotator.formats import format_of
from annotator.formats.record import Record
from annotator.formats.spacy_json import SPACY_JSON
from tests.formats import samples


def _read(path: Path) -> list[Record]:
    assert format_of(path) is SPACY_JSON
    return samples.read(SPACY_JSON, path)


def _marks(record: Record) -> list[tuple[str, str]]:
    return [(one.label, record.text[slice(*one.fragments[0])]) for one in record.spans]


def test_texts_stay_as_they_were_and_tags_find_their_words() -> None:
    first, second = _read(samples.DATA / "spacyjson.json")
    assert first.text == (
        '"Pilots (of Karsu) strike," Ann Lee said.  The port\n\nIt denied it Karsu waits'
    )
    assert _marks(first) == [
        ("GPE", "Karsu"),
        ("PERSON", "Ann Lee"),
        ("ORG", "The port"),
        ("ORG", "It"),
        ("ORG", "it"),
        ("ORG", "Karsu"),
    ]
    assert first.more == (("category", "labour"),)
    assert first.notes == ("passed over what describes tokens: tag",)
    assert (second.name, second.text, second.spans) == ("d-2", "Nothing here", ())


def test_spacys_own_examples(shared: Path) -> None:
    folder = shared / "spacy-examples"
    (record,) = _read(folder / "training-data.json")
    marks = _marks(record)
    assert record.text.startswith('In an Oct. 19 review of "The Misanthrope" at Chicago')
    assert ("DATE", "Oct. 19") in marks
    assert ("WORK_OF_ART", "The Misanthrope") in marks
    assert ("FAC", "Goodman Theatre") in marks
    assert ("PERSON", "Elianti") in marks
    (record,) = _read(folder / "ner-token-per-line.json")
    assert ("DATE", "earlier this week") in _marks(record)


@pytest.mark.parametrize(
    ("paragraph", "said"),
    [
        ({"raw": "A b", "sentences": [{"tokens": [{"orth": "c"}]}]}, "the token 'c' does not come"),
        ({"sentences": [{"tokens": [{"orth": 3}]}]}, "paragraph 1 has a token without its words"),
        ({"sentences": [{"tokens": [7]}]}, "number 1 of tokens is not an object"),
        ({"sentences": [{"tokens": []}]}, "holds no text"),
    ],
)
def test_what_cannot_be_read_is_refused(
    paragraph: dict[str, object], said: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"id": 1, "paragraphs": [paragraph]}]), encoding="utf-8")
    with pytest.raises(BadInput, match=said):
        samples.read(SPACY_JSON, path)
