"""NIF 2 as Turtle: texts as contexts, marks as phrases in them with their anchors.

Indices are code points between characters. A phrase has the classes of the marks on
it; each mark is an annotation unit of its phrase, with its label, note and annotator.
Reading needs rdflib.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote, unquote

from annotator.domain.refusal import BadInput
from annotator.formats.fitting import FRAGMENTS
from annotator.formats.format import Can, Format, Loss, ReadOptions, WriteOptions, extra, whole_file
from annotator.formats.head import Head
from annotator.formats.placing import RawSpan
from annotator.formats.record import Answer, EntityRecord, Record, SpanRecord
from annotator.formats.references import (
    ADDRESS,
    details_lost,
    references,
    referred,
    unlike,
)
from annotator.formats.settling import clean, settled, title_of

_NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
_ITS = "http://www.w3.org/2005/11/its/rdf#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_DC = "http://purl.org/dc/terms/"
_ARTICLE = "http://example.org/article/"
_LABEL = "http://example.org/label/"
_ENTITY = "http://example.org/entity/"
_PREFIXES = f"""@prefix nif: <{_NIF}> .
@prefix itsrdf: <{_ITS}> .
@prefix rdfs: <{_RDFS}> .
@prefix dcterms: <{_DC}> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def read(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The contexts of a file, in its order where they are written out, else by name."""
    rdflib = extra("rdflib", "nif", "Reading NIF")
    try:
        data = whole_file(source)
    except BadInput as bad:
        options.refused(bad)
        return
    graph = rdflib.Graph()
    kind = {".rdf": "xml", ".nt": "nt", ".jsonld": "json-ld"}.get(source.suffix.lower(), "turtle")
    try:
        graph.parse(data=data, format=kind)
    except Exception as reason:  # noqa: BLE001  the library raises whatever its parsers do
        line = getattr(reason, "lines", None)
        said = " ".join(str(reason).split())[:120]
        number = line + 1 if isinstance(line, int) else None
        options.refused(BadInput(str(source), number, f"is not RDF: {said}"))
        return
    contexts = list(graph.subject_objects(rdflib.URIRef(f"{_NIF}isString")))
    contexts.sort(key=lambda one: (data.find(f"<{one[0]}>".encode()), str(one[0])))
    if not contexts:
        options.refused(BadInput(str(source), None, "holds no context with a text"))
    for context, text in contexts:
        try:
            yield _record(source, graph, context, str(text), len(data) // len(contexts), options)
        except BadInput as bad:
            options.refused(bad)


def _record(
    source: Path, graph: Any, context: Any, text: str, size: int, options: ReadOptions
) -> Record:
    nif = _Terms(graph)
    raws: list[RawSpan] = []
    meant: list[EntityRecord] = []
    phrases = nif.subjects(f"{_NIF}referenceContext", context)
    for phrase in sorted({*phrases, context}, key=nif.place):
        if phrase != context or nif.objects(context, f"{_NIF}annotationUnit"):
            raws.extend(_raws(nif, phrase, len(raws), meant))
    name = unquote(str(context)).rpartition("#")[0] or str(context)
    name = name.removeprefix(_ARTICLE).rstrip("/") or source.stem
    record = Record(
        name=name,
        text=text,
        title=title_of(text, name),
        answer=Answer.ACCEPT,
        entities=unlike(meant),
        file=str(source),
        size=size,
    )
    return settled(record, raws, [], options)


class _Terms:
    """Values of a graph as text."""

    def __init__(self, graph: Any) -> None:
        self._graph = graph
        self._uri: Any = type(next(iter(graph.predicates())))

    def subjects(self, predicate: str, value: Any) -> list[Any]:
        return list(self._graph.subjects(self._uri(predicate), value))

    def objects(self, subject: Any, predicate: str) -> list[Any]:
        return sorted(self._graph.objects(subject, self._uri(predicate)))

    def text(self, subject: Any, predicate: str) -> str:
        return next((str(one) for one in self.objects(subject, predicate)), "")

    def place(self, phrase: Any) -> tuple[int, int, str]:
        begin, end = (self.text(phrase, f"{_NIF}{key}") for key in ("beginIndex", "endIndex"))
        return _index(begin), _index(end), str(phrase)


def _index(said: str) -> int:
    """An index, 0 where none is said: the quoted words then tell the place."""
    try:
        return int(said)
    except ValueError:
        return 0


def _raws(nif: _Terms, phrase: Any, before: int, meant: list[EntityRecord]) -> Iterator[RawSpan]:
    begin, end, _ = nif.place(phrase)
    quoted = nif.text(phrase, f"{_NIF}anchorOf")
    units = nif.objects(phrase, f"{_NIF}annotationUnit")
    for at, unit in enumerate(units or [phrase], before + 1):
        classes = [str(one) for one in nif.objects(unit, f"{_ITS}taClassRef")]
        known = nif.objects(unit, f"{_ITS}taIdentRef")
        entity = _entity(nif, known)
        if entity is not None:
            meant.append(entity)
        for label in classes or (["Entity"] if known else []):
            yield RawSpan(
                name=nif.text(unit, f"{_DC}identifier") or f"s{at}",
                label=_label(label),
                fragments=((begin, end),),
                quote=quoted,
                note=nif.text(unit, f"{_RDFS}comment"),
                annotator=nif.text(unit, f"{_DC}creator"),
                entity=entity.id if entity is not None else "",
            )


def _entity(nif: _Terms, known: Sequence[Any]) -> EntityRecord | None:
    """What a mark means, by the addresses it is known under; None where they are empty."""
    addresses = [clean(str(one)) for one in known]
    own = next((one for one in addresses if one.startswith(_ENTITY)), "").removeprefix(_ENTITY)
    others = [one for one in addresses if one.strip() and not one.startswith(_ENTITY)]
    if not own and not others:
        return None
    names = (nif.text(one, f"{_RDFS}label") for one in known)
    return referred(unquote(own), others, clean(next((one for one in names if one), "")))


def _label(uri: str) -> str:
    if uri.startswith(_LABEL):
        return unquote(uri.removeprefix(_LABEL))
    return unquote(uri.rstrip("/#").replace("#", "/").rpartition("/")[2]) or uri


# -- writing ---------------------------------------------------------------------------


def write(records: Iterable[Record], out: BinaryIO, options: WriteOptions) -> None:  # noqa: ARG001
    """One graph of all texts."""
    out.write(_PREFIXES.encode())
    named: set[str] = set()
    for record in records:
        out.writelines(
            f"\n{node} .\n".encode() for node in (*_nodes(record), *_names(record, named))
        )


def _nodes(record: Record) -> Iterator[str]:
    base = f"{_ARTICLE}{quote(record.name, safe='')}#offset_"
    whole = (0, len(record.text))
    context = f"<{base}0_{len(record.text)}>"
    known = {one.id: one for one in record.entities}
    by_place: dict[tuple[int, int], list[SpanRecord]] = {whole: []}
    for span in record.spans:
        by_place.setdefault(span.fragments[0], []).append(span)
    ordered = sorted(by_place.items(), key=lambda one: (one[0] != whole, one[0]))
    for (start, end), marks in ordered:
        spans = sorted(marks, key=lambda one: quote(one.name, safe=""))
        if (start, end) == whole:  # a mark on all of the text is one on the context itself
            kind, pairs = "nif:Context", _place(start, end)
            pairs.append(("nif:isString", _literal(record.text)))
        else:
            kind, pairs = "nif:Phrase", [("nif:referenceContext", context), *_place(start, end)]
            pairs.append(("nif:anchorOf", _literal(record.text[start:end])))
        if not spans:
            yield _node(context, f"{kind} , nif:OffsetBasedString", pairs)
            continue
        labels = dict.fromkeys(f"<{_LABEL}{quote(span.label, safe='')}>" for span in spans)
        pairs.append(("itsrdf:taClassRef", " , ".join(labels)))
        units = [f"<{base}{start}_{end}&nif=ann-{quote(span.name, safe='')}>" for span in spans]
        pairs.append(("nif:annotationUnit", " , ".join(units)))
        yield _node(f"<{base}{start}_{end}>", f"{kind} , nif:OffsetBasedString", pairs)
        for unit, span in zip(units, spans, strict=True):
            yield _node(unit, "nif:AnnotationUnit", _unit(span, known.get(span.entity)))


def _names(record: Record, named: set[str]) -> Iterator[str]:
    """The name of each entity that marks mean, once in a file."""
    used = {span.entity for span in record.spans}
    for one in record.entities:
        for address in _addresses(one)[:1] if one.id in used else ():
            if address not in named:
                named.add(address)
                yield f"{address} rdfs:label {_literal(one.name)}"


def _addresses(entity: EntityRecord) -> list[str]:
    own, others = references(entity, ADDRESS.fullmatch)
    mine = [f"{_ENTITY}{quote(own, safe='')}"] if own else []
    return [f"<{one}>" for one in (*mine, *others)]


def _unit(span: SpanRecord, entity: EntityRecord | None) -> list[tuple[str, str]]:
    pairs = [
        ("dcterms:identifier", _literal(span.name)),
        ("itsrdf:taClassRef", f"<{_LABEL}{quote(span.label, safe='')}>"),
    ]
    addresses = _addresses(entity) if entity is not None else []
    if addresses:
        pairs.append(("itsrdf:taIdentRef", " , ".join(addresses)))
    if span.note:
        pairs.append(("rdfs:comment", _literal(span.note)))
    if span.annotator:
        pairs.append(("dcterms:creator", _literal(span.annotator)))
    return pairs


def _place(start: int, end: int) -> list[tuple[str, str]]:
    kind = "^^xsd:nonNegativeInteger"
    return [("nif:beginIndex", f'"{start}"{kind}'), ("nif:endIndex", f'"{end}"{kind}')]


def _node(subject: str, kinds: str, pairs: list[tuple[str, str]]) -> str:
    inner = " ;\n  ".join(f"{name} {value}" for name, value in pairs)
    return f"{subject} a {kinds} ;\n  {inner}"


def _literal(text: str) -> str:
    """A text in quotation marks; JSON escapes are Turtle's."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _sniff(head: Head) -> int:
    if b"persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core" in head.data:
        return 90
    return 10 if head.suffix == ".ttl" else 0


def _losses_of(record: Record) -> Iterator[Loss]:
    return details_lost(record, ADDRESS.fullmatch)


NIF = Format(
    name="nif",
    title="NIF 2 (Turtle)",
    suffixes=(".ttl",),
    holds=frozenset(
        {
            Can.OVERLAPS,
            Can.EDGES,
            Can.NOTES,
            Can.ENTITIES,
            Can.ANNOTATORS,
            Can.NAMES,
            Can.UNMARKED,
            Can.TEXT,
        }
    ),
    needs=("rdflib",),
    extra="nif",
    loses=("of entities: all but names and addresses",),
    choices=(FRAGMENTS,),
    read=read,
    write=write,
    sniff=_sniff,
    losses_of=_losses_of,
)
