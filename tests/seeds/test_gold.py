"""The gold of the sample articles holds to its own rules."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

_ROOT = Path(__file__).resolve().parents[2]
_SEEDS = _ROOT / "seeds"
_SCHEMA = _ROOT / "tests" / "data" / "native.schema.json"
_RECORDS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (_SEEDS / "gold.jsonl").read_text(encoding="utf-8").split("\n")
    if line
]
_ANSWERS = {
    "ACTOR": {"kind": {"person", "organisation", "state body", "group"}},
    "LOCATION": {"kind": {"country", "region", "city", "site"}},
    "CLAIM": {
        "category": {"demand", "pledge", "condition", "criticism", "statement of fact"},
        "stance": {"pro", "contra", "mixed"},
        "certainty": {"stated", "hedged", "denied"},
    },
}
_CHILDREN = {"holder": "ACTOR", "addressee": "ACTOR", "about": "LOCATION"}

each_record = pytest.mark.parametrize("record", _RECORDS, ids=lambda one: one["id"])


def test_the_file_is_written_as_the_format_asks() -> None:
    data = (_SEEDS / "gold.jsonl").read_bytes()
    lines = data.decode("utf-8").split("\n")
    assert lines.pop() == ""
    assert lines == [json.dumps(json.loads(line), ensure_ascii=False) for line in lines]
    assert len(lines) == 4


@each_record
def test_a_record_validates(record: dict[str, Any]) -> None:
    jsonschema.validate(record, json.loads(_SCHEMA.read_text(encoding="utf-8")))


@each_record
def test_a_record_holds_the_text_of_its_file(record: dict[str, Any]) -> None:
    text = (_SEEDS / f"{record['id']}.txt").read_bytes().decode("utf-8")
    assert record["text"] == text
    assert record["meta"]["text_sha256"] == hashlib.sha256(text.encode()).hexdigest()
    assert record["meta"]["title"] == text.partition("\n")[0]


@each_record
def test_a_record_says_what_the_catalogue_says(record: dict[str, Any]) -> None:
    listed = json.loads((_SEEDS / "catalogue.json").read_text(encoding="utf-8"))
    (said,) = [one for one in listed if one["file"] == f"{record['id']}.txt"]
    for name in ("source", "published", "language"):
        assert record["meta"][name] == said[name]
    tail = ", ".join(record["meta"]["keywords"]) + ","
    assert not record["meta"]["keywords"] or record["text"].endswith(f"\n\n{tail}")


@each_record
def test_spans_equal_their_slices(record: dict[str, Any]) -> None:
    text = record["text"]
    for span in record["spans"]:
        fragments = span["fragments"]
        assert span["text"] == " ".join(text[start:end] for start, end in fragments)
        assert (span["start"], span["end"]) == (fragments[0][0], fragments[-1][1])
        offsets = [offset for fragment in fragments for offset in fragment]
        assert offsets == sorted(set(offsets))
        assert all(text[start:end].strip() == text[start:end] for start, end in fragments)
        assert span["annotator"] == "gold"


@each_record
def test_spans_are_numbered_as_they_are_read(record: dict[str, Any]) -> None:
    spans = record["spans"]
    assert 25 <= len(spans) <= 50
    assert [span["id"] for span in spans] == [f"s{n}" for n in range(1, len(spans) + 1)]
    places = [(span["start"], -span["end"]) for span in spans]
    assert places == sorted(places)
    assert len({(span["label"], str(span["fragments"])) for span in spans}) == len(spans)


@each_record
def test_every_question_of_the_codebook_is_answered(record: dict[str, Any]) -> None:
    for span in record["spans"]:
        asked = _ANSWERS[span["label"]]
        assert [one["name"] for one in span["attributes"]] == list(asked)
        assert all(one["value"] in asked[one["name"]] for one in span["attributes"])


@each_record
def test_relations_join_what_they_may_join(record: dict[str, Any]) -> None:
    labels = {span["id"]: span["label"] for span in record["spans"]}
    relations = record["relations"]
    assert [one["id"] for one in relations] == [f"r{n}" for n in range(1, len(relations) + 1)]
    for one in relations:
        assert labels[one["head"]] == "CLAIM"
        assert labels[one["child"]] == _CHILDREN[one["label"]]
    holders = [one["head"] for one in relations if one["label"] == "holder"]
    assert sorted(holders) == sorted(name for name in labels if labels[name] == "CLAIM")


@each_record
def test_spans_stand_in_the_body_and_not_in_the_furniture(record: dict[str, Any]) -> None:
    text, title = record["text"], record["meta"]["title"]
    body = text.split(title, 3)[-1]
    first, last = len(text) - len(body), len(text)
    if record["meta"]["keywords"]:
        last = text.rindex("\n\n")
    assert all(first < one["start"] < one["end"] <= last for one in record["spans"])
    furniture = [line for line in text.split("\n") if line.startswith("[HH] ")]
    assert not any(line.find(one["text"]) == 5 for line in furniture for one in record["spans"])


def test_spans_nest_cross_and_are_broken() -> None:
    outer = [[(span["start"], span["end"]) for span in one["spans"]] for one in _RECORDS]
    pairs = [(one, other) for spans in outer for one in spans for other in spans if one != other]
    assert sum(one[0] <= other[0] and other[1] <= one[1] for one, other in pairs) >= 20
    assert sum(one[0] < other[0] < one[1] < other[1] for one, other in pairs) >= 3
    broken = [span for one in _RECORDS for span in one["spans"] if len(span["fragments"]) > 1]
    assert len(broken) >= 10
    assert sum(bool(span["note"]) for one in _RECORDS for span in one["spans"]) >= 8
