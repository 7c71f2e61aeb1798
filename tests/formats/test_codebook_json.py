"""A codebook goes to a file and comes back saying the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.refusal import BadInput
from annotator.editing.coding import default_codebook
from annotator.formats import codebook_json


def test_a_codebook_comes_back_as_the_same_bytes(tmp_path: Path) -> None:
    written = codebook_json.to_bytes(default_codebook())
    path = tmp_path / "book.json"
    path.write_bytes(written)
    book = codebook_json.read(path)
    assert codebook_json.to_bytes(book) == written
    assert [label.key for label in book.labels] == ["1", "2", "3"]
    assert book.relation_types[0].heads == (book.labels[2].id,)


def test_names_are_enough(tmp_path: Path) -> None:
    path = tmp_path / "book.json"
    path.write_text(
        '\ufeff{"format": "annotator-codebook/1", "labels": [{"name": "EVENT"},'
        ' {"name": "PROTEST", "parent": "EVENT"}]}',
        encoding="utf-8",
    )
    book = codebook_json.read(path)
    assert book.labels[1].parent_id == book.labels[0].id


@pytest.mark.parametrize(
    ("book", "reason"),
    [
        ({"format": "annotator-codebook/3"}, "its format is 'annotator-codebook/3', not"),
        ({}, "object missing required field format"),
        ({"labels": [{"name": ""}]}, "a label has no name"),
        ({"labels": [{"name": "A"}, {"name": "A"}]}, "a label is there twice: 'A'"),
        ({"labels": [{"name": "A", "colour": "red"}]}, "unknown field colour at labels[0]"),
        ({"labels": [{"name": "A", "light": "red"}]}, "the colour 'red' of A is not written as"),
        ({"labels": [{"name": "A", "key": "F5"}]}, "the key 'F5' is not one letter or digit"),
        ({"labels": [{"name": "A", "key": "1"}, {"name": "B", "key": "1"}]}, "two labels have"),
        ({"labels": [{"name": "A", "parent": "B"}]}, "the parent 'B' of A is not one of"),
        (
            {"labels": [{"name": "A", "parent": "B"}, {"name": "B", "parent": "A"}]},
            "is its own parent",
        ),
        ({"labels": [{"name": "A", "attributes": [{"name": "x", "kind": "colour"}]}]}, "colour"),
        (
            {"labels": [{"name": "A", "attributes": [{"name": "x"}, {"name": "x"}]}]},
            "an attribute of A is there twice",
        ),
        ({"relation_types": [{"name": "r", "heads": ["A"]}]}, "the end 'A' of r is not one of"),
        ({"relation_types": [{"name": "r"}, {"name": "r"}]}, "a relation type is there twice"),
    ],
)
def test_a_bad_codebook_is_refused_in_words(
    tmp_path: Path, book: dict[str, Any], reason: str
) -> None:
    path = tmp_path / "book.json"
    whole = {"format": "annotator-codebook/1", **book} if book else book
    path.write_text(json.dumps(whole), encoding="utf-8")
    with pytest.raises(BadInput, match="is not a codebook: ") as caught:
        codebook_json.read(path)
    assert reason in caught.value.reason


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe{\x00", b"[]", b'{"format": "\xff"}'])
def test_what_is_no_json_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "book.json"
    path.write_bytes(content)
    with pytest.raises(BadInput):
        codebook_json.read(path)
