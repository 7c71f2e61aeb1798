"""The training JSON of spaCy 1 and 2: documents, paragraphs, sentences, tokens with tags.

A paragraph may have its text as it was ("raw"); without one, tokens and sentences are set
apart by blanks, as `spacy convert` does. Paragraphs of a document are one article, with an
empty line between them. Marks are tags in BILUO on tokens, "-" where nothing is known.
Layout as in spacy.io/api/data-formats#json-input and `spacy.training.gold_io`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from annotator.domain.refusal import BadInput
from annotator.domain.span import Fragment
from annotator.formats.conll_mentions import tagged
from annotator.formats.facts import as_text
from annotator.formats.format import Can, Format, ReadOptions
from annotator.formats.head import Head
from annotator.formats.json_files import Entry, object_lines, objects, objects_in
from annotator.formats.placing import RawSpan
from annotator.formats.record import Answer, Record
from annotator.formats.settling import settled, title_of
from annotator.formats.token_places import NotNext, token_places

_BETWEEN = "\n\n"
_DESCRIBED = ("tag", "pos", "dep", "head", "lemma", "morph")
"""What tokens may have that is nobody's marks."""


def read(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The documents of a file."""
    lines = source.suffix.lower() != ".json"
    entries = object_lines(source, options) if lines else objects(source, options)
    for at, entry in enumerate(entries, 1):
        try:
            yield _Document(source, at, entry).record(options)
        except BadInput as bad:
            options.refused(bad)


class _Document:
    """A document as it is put together: its text, its tokens' places and tags, and what ends."""

    def __init__(self, source: Path, at: int, entry: Entry) -> None:
        self._source = source
        self._entry = entry
        self._at = at
        self._parts: list[str] = []
        self._length = 0
        self._places: list[Fragment] = []
        self._tags: list[str] = []
        self._ends: set[int] = set()
        self._described: set[str] = set()
        self._categories: list[str] = []
        for number, paragraph in enumerate(objects_in(entry.value, "paragraphs", self._bad), 1):
            self._paragraph(number, paragraph)

    def _bad(self, reason: str) -> BadInput:
        where = "" if self._entry.line else f"document {self._at}: "
        return BadInput(str(self._source), self._entry.line, f"{where}{reason}")

    def _paragraph(self, number: int, paragraph: Mapping[str, Any]) -> None:
        words: list[str] = []
        for sentence in objects_in(paragraph, "sentences", self._bad):
            for token in objects_in(sentence, "tokens", self._bad):
                orth = token.get("orth")
                if not isinstance(orth, str):
                    raise self._bad(f"paragraph {number} has a token without its words")
                words.append(orth)
                tag = token.get("ner")
                self._tags.append(tag if isinstance(tag, str) and tag not in ("-", "") else "O")
                self._described.update(
                    one for one in _DESCRIBED if token.get(one) not in (None, "-")
                )
            self._ends.add(len(self._tags) - 1)
        raw = paragraph.get("raw")
        text = raw if isinstance(raw, str) else " ".join(words)
        base = self._length + len(_BETWEEN) if self._parts else 0
        try:
            self._places += token_places(words, text, base)
        except NotNext as wrong:
            raise self._bad(f"paragraph {number}: {wrong}") from wrong
        self._parts.append(text)
        self._length = base + len(text)
        for one in objects_in(paragraph, "cats", self._bad):
            value = one.get("value")
            if isinstance(value, int | float) and value > 0.5:
                self._categories.append(as_text(one.get("label") or ""))

    def record(self, options: ReadOptions) -> Record:
        """What the document says."""
        text = _BETWEEN.join(self._parts)
        name = self._entry.value.get("id")
        stem = self._source.stem if self._at == 1 else f"{self._source.stem}-{self._at}"
        raws = [
            RawSpan(
                name=f"s{number}",
                label=mark.label,
                fragments=((self._places[mark.first][0], self._places[mark.last][1]),),
            )
            for number, mark in enumerate(tagged(self._tags, self._ends), 1)
        ]
        said = f"passed over what describes tokens: {', '.join(sorted(self._described))}"
        categories = tuple(dict.fromkeys(one for one in self._categories if one))
        record = Record(
            name=name if isinstance(name, str) and name else stem,
            text=text,
            title=title_of(text, stem),
            answer=Answer.ACCEPT,
            more=tuple(("category", one) for one in categories),
            file=str(self._source),
            line=self._entry.line,
            size=self._entry.size,
            notes=(said,) if self._described else (),
        )
        return msgspec.structs.replace(settled(record, raws, [], options), placing=None)


def _sniff(head: Head) -> int:
    return 90 if head.is_json and head.has_key("paragraphs", "sentences", "tokens", "orth") else 0


SPACY_JSON = Format(
    name="spacyjson",
    title="spaCy 1 and 2 (training JSON)",
    suffixes=(".json", ".jsonl"),
    holds=frozenset({Can.UNMARKED}),
    read=read,
    sniff=_sniff,
)
