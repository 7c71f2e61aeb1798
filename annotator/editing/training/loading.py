"""The script that stands beside training data and loads it.

It runs on its own where the data is used, so it knows nothing of this program.
"""

from __future__ import annotations

from collections.abc import Sequence

from annotator.editing.training.parts import Part
from annotator.formats.format import Format

LOADER = "load.py"

_HEAD = '''"""Loads the parts of this data: {parts}."""

from pathlib import Path

HERE = Path(__file__).resolve().parent
'''

_JSONL = '''

def docs(part, nlp):
    """spaCy documents with the marks in doc.spans["sc"], on whole tokens."""
    import json

    lines = (HERE / f"{part}.jsonl").read_text(encoding="utf-8").split("\\n")[:-1]
    for record in map(json.loads, lines):
        doc = nlp.make_doc(record["text"])
        spans = [
            doc.char_span(*fragment, span["label"], span_id=span["id"], alignment_mode="expand")
            for span in record["spans"]
            for fragment in span["fragments"]
        ]
        doc.spans["sc"] = [span for span in spans if span is not None]
        yield doc


def dataset(part):
    """The part as a Hugging Face dataset, one row an article."""
    from datasets import Features, Value, load_dataset

    S, I = Value("string"), Value("int64")
    features = Features({
        "format": S, "id": S, "text": S, "annotator": S, "answer": S,
        "spans": [{"id": S, "start": I, "end": I, "label": S, "text": S, "fragments": [[I]],
                   "attributes": [{"name": S, "value": S}], "note": S, "annotator": S}],
        "relations": [{"id": S, "label": S, "head": S, "child": S}],
        "meta": {"title": S, "source": S, "url": S, "published": S, "language": S,
                 "keywords": [S], "text_sha256": S},
    })
    file = str(HERE / f"{part}.jsonl")
    return load_dataset("json", data_files=file, features=features, split="train")


if __name__ == "__main__":
    import spacy

    for part in PARTS:
        found = list(docs(part, spacy.blank(LANGUAGE)))
        print(part, len(found), "articles", sum(len(doc.spans["sc"]) for doc in found), "marks")
'''

_SPACY = '''

def docs(part, nlp):
    """The documents of a part: all marks in doc.spans["sc"], the longest in doc.ents."""
    from spacy.tokens import DocBin

    return DocBin().from_disk(HERE / f"{part}.spacy").get_docs(nlp.vocab)


if __name__ == "__main__":
    import spacy

    for part in PARTS:
        found = list(docs(part, spacy.blank(LANGUAGE)))
        print(part, len(found), "articles", sum(len(doc.spans["sc"]) for doc in found), "marks")
'''

_PARQUET = '''

def dataset(part):
    """The part as a Hugging Face dataset, one row an article."""
    from datasets import load_dataset

    return load_dataset("parquet", data_files=str(HERE / f"{part}.parquet"), split="train")


def table(part):
    """The part as an Arrow table."""
    import pyarrow.parquet

    return pyarrow.parquet.read_table(HERE / f"{part}.parquet")


if __name__ == "__main__":
    for part in PARTS:
        found = table(part)
        print(part, len(found), "articles", sum(map(len, found["spans"])), "marks")
'''

_BODIES = {"jsonl": _JSONL, "spacy": _SPACY, "parquet": _PARQUET}


def loader_of(form: Format, parts: Sequence[Part], language: str) -> bytes:
    """The script for parts in a format, b"" for formats that their own programs load.

    `language` is what spaCy calls the language of most articles.
    """
    body = _BODIES.get(form.name)
    if body is None:
        return b""
    head = _HEAD.format(parts=", ".join(parts))
    named = f"PARTS = {tuple(map(str, parts))!r}\n"
    if form.name != "parquet":
        named += f'LANGUAGE = "{language}"\n'
    return (head + named + body).encode()
