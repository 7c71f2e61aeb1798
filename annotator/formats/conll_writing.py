"""Writing tokens and tags, one file a layer."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from tempfile import SpooledTemporaryFile

from annotator.domain.span import Fragment
from annotator.formats.aligning import TOKENS, aligned
from annotator.formats.file_names import FileNames
from annotator.formats.fitting import OVERLAPS, apart, with_spans
from annotator.formats.format import Can, Choice, Files, Loss, WriteOptions
from annotator.formats.record import Record, SpanRecord
from annotator.formats.tokenizing import edges_of, sentences_of, tokens_of

SCHEME = Choice(
    "scheme",
    "Tags",
    (("iob2", "IOB2 (BIO)"), ("iob1", "IOB1"), ("iobes", "IOBES"), ("bilou", "BILOU")),
)
LAYERS = Choice(
    "layers",
    "Files",
    (
        ("apart", "One for each label, so that marks may overlap"),
        ("together", "One for all labels"),
    ),
)
COMMENTS = Choice(
    "comments",
    "Lines that begin with #",
    (("yes", "Names and texts, to be read back"), ("no", "None, for spaCy and seqeval")),
)
_ALL = "marks"
_BLANK = re.compile(r"\s+")
_HELD = 4 * 1024 * 1024
"""Bytes of a layer kept in memory before it goes to a temporary file."""


def holds(options: WriteOptions) -> frozenset[Can]:
    """With one file a label, marks of different labels may overlap."""
    found = {Can.UNMARKED}
    if options.choice(LAYERS) == "apart":
        found.add(Can.OVERLAPS)
    if options.choice(TOKENS) == "cut":
        found.add(Can.EDGES)
    if options.choice(COMMENTS) == "yes":
        found.add(Can.TEXT)
    return frozenset(found)


def fit(record: Record, options: WriteOptions, losses: list[Loss]) -> Record:
    """Marks on tokens, and those of one label apart."""
    losses.extend(
        Loss(record.name, "name of a label", f"{name} becomes {_tag(name)}")
        for name in dict.fromkeys(span.label for span in record.spans)
        if _BLANK.search(name)
    )
    how = options.choice(TOKENS)
    record = aligned(record, _tokens(record, options), how, losses)
    together = options.choice(LAYERS) == "together"
    kept: set[str] = set()
    for layer in dict.fromkeys(_layer(span, together=together) for span in record.spans):
        own = [span for span in record.spans if _layer(span, together=together) == layer]
        kept |= {span.name for span in apart(own, options.choice(OVERLAPS))}
    losses.extend(
        Loss(record.name, "mark that overlaps another", f"{span.name} {span.label}")
        for span in record.spans
        if span.name not in kept
    )
    return with_spans(record, [span for span in record.spans if span.name in kept], losses)


def write_files(records: Iterable[Record], out: Files, options: WriteOptions) -> None:
    """A file for each label that is used, or one for all."""
    together = options.choice(LAYERS) == "together"
    labels = [label.name for label in options.codebook.labels]
    layers = [_ALL] if together else list(dict.fromkeys(map(_tag, labels)))
    spools = {layer: SpooledTemporaryFile(_HELD) for layer in [*layers, _ALL]}  # noqa: SIM115
    used: set[str] = set()
    try:
        for record in records:
            tokens = _tokens(record, options)
            sentences = sentences_of(record.text, tokens, record.language)
            of_layer: dict[str, list[SpanRecord]] = {layer: [] for layer in spools}
            for span in record.spans:
                layer = _layer(span, together=together)
                if layer not in spools:
                    layer = _ALL
                of_layer[layer].append(span)
                used.add(layer)
            for layer, spool in spools.items():
                tags = _tags(of_layer[layer], tokens, options.choice(SCHEME))
                lines = _lines(record, sentences, tags, options)
                spool.write("".join(f"{line}\n" for line in lines).encode())
        names = FileNames()
        for layer, spool in spools.items():
            if layer in used or (layer == _ALL and not used):
                spool.seek(0)
                with out.create(f"{names.free(layer)}.conll") as file:
                    shutil.copyfileobj(spool, file)
    finally:
        for spool in spools.values():
            spool.close()


def _layer(span: SpanRecord, *, together: bool) -> str:
    return _ALL if together else _tag(span.label)


def _tag(label: str) -> str:
    return _BLANK.sub("_", label)


def _tokens(record: Record, options: WriteOptions) -> list[Fragment]:
    cut = options.choice(TOKENS) == "cut"
    edges = edges_of(one for span in record.spans for one in span.fragments) if cut else ()
    return tokens_of(record.text, edges)


def _tags(spans: Sequence[SpanRecord], tokens: Sequence[Fragment], scheme: str) -> dict[int, str]:
    """Tags by the start of their tokens; what has none is outside."""
    tags: dict[int, str] = {}
    firsts = [start for start, _ in tokens]
    at_start = {start: at for at, start in enumerate(firsts)}
    before: tuple[int, str] = (-1, "")
    for span in sorted(spans, key=lambda one: one.fragments):
        ((start, end),) = span.fragments
        first = last = at_start[start]
        while last + 1 < len(tokens) and tokens[last + 1][1] <= end:
            last += 1
        label = _tag(span.label)
        adjacent = before == (first - 1, label)
        for at in range(first, last + 1):
            prefix = _prefix(scheme, first=at == first, last=at == last, adjacent=adjacent)
            tags[firsts[at]] = f"{prefix}-{label}"
        before = (last, label)
    return tags


def _prefix(scheme: str, *, first: bool, last: bool, adjacent: bool) -> str:
    if scheme == "iob1":
        return "B" if first and adjacent else "I"
    if scheme in ("iobes", "bilou"):
        single, end = ("S", "E") if scheme == "iobes" else ("U", "L")
        if first and last:
            return single
        if last:
            return end
    return "B" if first else "I"


def _lines(
    record: Record,
    sentences: Sequence[Sequence[Fragment]],
    tags: dict[int, str],
    options: WriteOptions,
) -> Iterator[str]:
    told = options.choice(COMMENTS) == "yes"
    text = record.text
    if told:
        yield f"# newdoc id = {' '.join(record.name.split())}"
        yield f"# article = {json.dumps(text)}"
    for sentence in sentences:
        if told:
            yield f"# text = {' '.join(text[sentence[0][0] : sentence[-1][1]].splitlines())}"
        for start, end in sentence:
            yield f"{_BLANK.sub('_', text[start:end])}\t{tags.get(start, 'O')}"
        yield ""
    if not sentences:
        yield ""
