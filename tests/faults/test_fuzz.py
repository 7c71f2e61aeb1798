"""Readers meet bytes nobody would write; what was ever found stays here."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults import fuzz, harness
from tests.faults.fuzz_targets import SEPARATOR, targets

_REGION = (
    b'[{"data": {"text": "It ends."}, "annotations": [{"result": ['
    b'{"type": "labels", "value": {"start": 0, "end": 2, %s}}, {"type": "relation", "labels": 1}'
    b"]}]}]"
)
_PHRASE = (
    b"@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .\n"
    b'<urn:a> nif:isString "It ends." .\n'
    b"<urn:b> nif:referenceContext <urn:a> ; nif:beginIndex 0 ; nif:endIndex %s .\n"
)
_FOUND: list[tuple[str, bytes]] = [
    ("jsonl", b'{"format":"\\n1"}'),  # the name of a format broke the line of its refusal
    ("brat", b"R1\t\n" + SEPARATOR + b"Words."),  # a relation of nothing
    ("doccano", b'{"text": "It ends.", "entities": 1}'),
    ("doccano", b'{"text": "It ends.", "entities": [], "relations": [1]}'),
    ("pubannotation", b'{"text": "It ends.", "denotations": 1}'),
    ("pubannotation", b'{"text": "It ends.", "denotations": [], "relations": [1]}'),
    ("pubannotation", b'{"text": "It ends.", "tracks": 1}'),
    ("prodigy", b'{"text": "It ends.", "spans": [], "relations": 1}'),
    ("prodigy", b'{"text": "It ends.", "spans": [], "relations": [{"head": [1]}]}'),
    ("prodigy", b'{"text": "It ends.", "spans": [{"start": 0, "end": 2, "token_end": [1]}]}'),
    ("labelstudio", _REGION % b'"labels": 1'),
    ("labelstudio", _REGION % b'"labels": {"a": 1}'),
    ("feed", b"<item<title</content:encoded>"),  # an entry whose summary is there, and nothing
    ("nif", _PHRASE % b"<urn:x>"),  # a place that is no number
]


@pytest.mark.parametrize(("name", "data"), _FOUND)
def test_what_was_found_once_is_refused_in_words(name: str, data: bytes, tmp_path: Path) -> None:
    known = targets()
    if name not in known:
        pytest.skip(f"what {name} needs is not installed")
    known[name](data, tmp_path)


@pytest.mark.parametrize("name", targets())
def test_every_target_takes_its_real_files(name: str, tmp_path: Path) -> None:
    fuzz.plant(name, tmp_path / "corpus")
    (tmp_path / "place").mkdir()
    for path in sorted((tmp_path / "corpus").iterdir())[:10]:
        targets()[name](path.read_bytes(), tmp_path / "place")


@pytest.mark.skipif(bool(fuzz.missing()), reason=fuzz.missing() or "-")
def test_a_few_seconds_of_fuzzing_find_nothing() -> None:
    assert harness.run("fuzz", "--reader", "all", "--minutes", "0.1").startswith("all: ")
