"""Writing WebAnno TSV 3.3, the same bytes for the same records every time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from annotator.domain.span import Fragment
from annotator.formats.aligning import aligned
from annotator.formats.features import feature_losses, features_of
from annotator.formats.file_names import FileNames
from annotator.formats.format import Files, Loss, OffsetUnit, WriteOptions
from annotator.formats.line_ends import with_lf
from annotator.formats.measuring import measured
from annotator.formats.record import Record, SpanRecord
from annotator.formats.tokenizing import edges_of, sentences_of, tokens_of
from annotator.formats.webanno import escapes

_SPAN = "webanno.custom.ArticleSpan"
_RELATION = "webanno.custom.ArticleRelation"
_OWN = ("label", "note", "annotator", "uid")


def fit(record: Record, options: WriteOptions, losses: list[Loss]) -> Record:  # noqa: ARG001
    """LF line ends, one at the end, nothing before the first word; marks on words."""
    losses.extend(feature_losses(record, _OWN))
    if "\r" in record.text:
        losses.append(Loss(record.name, "CR LF line ends", "written as LF"))
        record = with_lf(record)
    text = record.text
    if not text.endswith("\n"):
        losses.append(Loss(record.name, "text without a last line end", "one is added"))
        text += "\n"
    lead = len(text) - len(text.lstrip())
    if text[:lead].strip(" "):
        losses.append(Loss(record.name, "white space before the first word", "written as blanks"))
        text = " " * lead + text[lead:]
    record = msgspec.structs.replace(record, text=text)
    return aligned(record, _tokens(record), "cut", losses)


def write_files(records: Iterable[Record], out: Files, options: WriteOptions) -> None:  # noqa: ARG001
    """A file for each record."""
    names = FileNames()
    for record in records:
        with out.create(f"{names.free(record.name)}.tsv") as file:
            file.writelines(f"{line}\n".encode() for line in _lines(record))


def _tokens(record: Record) -> list[Fragment]:
    return tokens_of(record.text, edges_of(one for span in record.spans for one in span.fragments))


def _lines(record: Record) -> Iterator[str]:
    features = {span.name: _features(span) for span in sorted(record.spans, key=_order)}
    columns = list(dict.fromkeys(["label", *(key for one in features.values() for key in one)]))
    yield "#FORMAT=WebAnno TSV 3.3"
    yield f"#T_SP={'|'.join([_SPAN, *columns])}"
    if record.relations:
        yield f"#T_RL={_RELATION}|label|BT_{_SPAN}"
    yield ""
    sheet = _Sheet(record, features, columns)
    to_unit = measured(record.text, OffsetUnit.UTF16).to_unit
    sentences = sentences_of(record.text, sheet.tokens, record.language)
    for number, sentence in enumerate(sentences, 1):
        after = sentences[number][0][0] if number < len(sentences) else len(record.text) - 1
        yield ""
        for line in record.text[sentence[0][0] : after].split("\n"):
            yield f"#Text={escapes.line(line)}"
        for at, (start, end) in enumerate(sentence, 1):
            place = f"{to_unit(start)}-{to_unit(end)}"
            cells = [f"{number}-{at}", place, escapes.line(record.text[start:end])]
            yield "\t".join([*cells, *sheet.cells(start), ""])
    yield ""


def _order(span: SpanRecord) -> tuple[int, int, str, str]:
    """By place, longest first: the order in which a reader meets them."""
    start, end = span.fragments[0]
    return start, -end, span.label, span.name


def _features(span: SpanRecord) -> dict[str, str]:
    found = {"label": span.label, **features_of(span, _OWN)}
    found |= {"note": span.note} if span.note else {}
    found |= {"annotator": span.annotator} if span.annotator else {}
    return found | {"uid": span.name}


class _Sheet:
    """What stands in the columns of each token."""

    def __init__(
        self, record: Record, features: dict[str, dict[str, str]], columns: Sequence[str]
    ) -> None:
        self.tokens = _tokens(record)
        self._features = features
        self._columns = columns
        self._has_relations = bool(record.relations)
        self._on: dict[int, list[tuple[str, int]]] = {}
        first: dict[str, tuple[int, int]] = {}
        number = 0
        for span in sorted(record.spans, key=_order):
            for start, end in span.fragments:
                number += 1
                first.setdefault(span.name, (start, number))
                for token in self.tokens:
                    if start <= token[0] < end:
                        self._on.setdefault(token[0], []).append((span.name, number))
        rows = self._rows(record)
        self._links: dict[int, list[tuple[str, str]]] = {}
        for link in record.relations:
            (head, of_head), (child, of_child) = first[link.head], first[link.child]
            source = f"{rows[head]}[{of_head}_{of_child}]"
            self._links.setdefault(child, []).append((link.label, source))

    def _rows(self, record: Record) -> dict[int, str]:
        sentences = sentences_of(record.text, self.tokens, record.language)
        return {
            start: f"{number}-{at}"
            for number, sentence in enumerate(sentences, 1)
            for at, (start, _) in enumerate(sentence, 1)
        }

    def cells(self, token: int) -> Iterator[str]:
        """The cells of the token that starts there."""
        here = self._on.get(token, [])
        for column in self._columns:
            values = []
            for name, number in here:
                given = self._features[name].get(column, "")
                values.append(f"{escapes.value(given) if given else '*'}[{number}]")
            yield "|".join(values) or "_"
        if self._has_relations:
            links = self._links.get(token, [])
            yield "|".join(escapes.value(label) for label, _ in links) or "_"
            yield "|".join(source for _, source in links) or "_"
