"""UIMA CAS as XMI, and the type system that goes with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element
from xml.sax.saxutils import quoteattr

from annotator.domain.refusal import BadInput
from annotator.formats import safe_xml
from annotator.formats.cas.structures import (
    OWN,
    RELATION,
    SPAN,
    Structure,
    View,
    records,
    structures_of,
)
from annotator.formats.file_names import FileNames
from annotator.formats.format import Files, ReadOptions, WriteOptions, whole_file
from annotator.formats.head import Head
from annotator.formats.record import Record

_XMI = "http://www.omg.org/XMI"
_ID = f"{{{_XMI}}}id"
_CAS = "http:///uima/cas.ecore"
_NAMESPACE = "http:///webanno/custom.ecore"
_TYPES = "TypeSystem.xml"
_LINE_ENDS = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


def sniff_xmi(head: Head) -> int:
    """Whether a file of XML is a CAS."""
    return 95 if b"http://www.omg.org/XMI" in head.data and b"xmi" in head.data else 0


def companions(path: Path) -> Iterable[Path]:
    """The type system, which is not needed here."""
    yield path.with_name(_TYPES)
    yield from path.parent.glob("*[tT]ype[sS]ystem*.xml")


def read_xmi(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The texts of one CAS."""
    try:
        data = whole_file(source)
        root = safe_xml.parse(data, source)
        if root.tag != f"{{{_XMI}}}XMI":
            raise BadInput(str(source), None, "is no CAS: its root is not xmi:XMI")  # noqa: TRY301
    except BadInput as bad:
        options.refused(bad)
        return
    yield from records(source, _views(root), len(data), options)


def _views(root: Element) -> Iterator[View]:
    every = list(root)
    ids = {one.get(_ID, "") for one in every if _place(one) is not None}
    for sofa in every:
        if sofa.tag == f"{{{_CAS}}}Sofa":
            own = [one for one in every if one.get("sofa") == sofa.get(_ID) and _place(one)]
            name, text = sofa.get("sofaID", ""), sofa.get("sofaString", "")
            yield View(name, text, tuple(_structure(one, ids) for one in own))


def _place(one: Element) -> tuple[int, int] | None:
    begin, end = one.get("begin", ""), one.get("end", "")
    return (int(begin), int(end)) if begin.isdecimal() and end.isdecimal() else None


def _structure(one: Element, ids: set[str]) -> Structure:
    place = _place(one)
    assert place is not None
    features: dict[str, str] = {}
    references: dict[str, str] = {}
    for key, value in one.attrib.items():
        if key in (_ID, "sofa", "begin", "end"):
            continue
        features[key] = value
        if value in ids:
            references[key] = value
    for child in one:
        features[child.tag] = " | ".join(filter(None, (features.get(child.tag), child.text)))
    namespace, _, last = one.tag[1:].rpartition("}")
    package = namespace.removeprefix("http:///").removesuffix(".ecore").replace("/", ".")
    if {"Governor", "Dependent"} <= references.keys():
        features = {k: v for k, v in features.items() if k not in references}
    name = f"{package}.{last}" if package else last
    return Structure(one.get(_ID, ""), name, *place, features, references)


def write_xmi(records_: Iterable[Record], out: Files, options: WriteOptions) -> None:  # noqa: ARG001
    """A file for each record, and one type system for all."""
    names = FileNames()
    features: dict[str, None] = dict.fromkeys(OWN)
    for record in records_:
        structures, named = structures_of(record)
        features.update(dict.fromkeys(named))
        with out.create(f"{names.free(record.name)}.xmi") as file:
            lines = _lines(record.text, structures)
            file.writelines(f"{line}\n".encode() for line in lines)
    with out.create(_TYPES) as file:
        file.writelines(f"{line}\n".encode() for line in _types(features))


def _lines(text: str, structures: list[Structure]) -> Iterator[str]:
    yield "<?xml version='1.0' encoding='UTF-8'?>"
    yield (
        f'<xmi:XMI xmlns:xmi="{_XMI}" xmlns:cas="{_CAS}" xmlns:custom="{_NAMESPACE}"'
        ' xmi:version="2.0">'
    )
    yield '  <cas:NULL xmi:id="0"/>'
    for one in structures:
        pairs = {"begin": str(one.begin), "end": str(one.end), **one.references, **one.features}
        inner = "".join(f" {key}={_quoted(value)}" for key, value in pairs.items())
        last = one.type.rpartition(".")[2]
        yield f'  <custom:{last} xmi:id="{one.id}" sofa="1"{inner}/>'
    yield (
        '  <cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text/plain"'
        f" sofaString={_quoted(text)}/>"
    )
    yield f'  <cas:View sofa="1" members="{" ".join(one.id for one in structures)}"/>'
    yield "</xmi:XMI>"


def _quoted(text: str) -> str:
    return quoteattr(text, _LINE_ENDS)


def _types(features: Iterable[str]) -> Iterator[str]:
    text = "uima.cas.String"
    yield "<?xml version='1.0' encoding='UTF-8'?>"
    yield '<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">'
    yield "  <types>"
    yield from _type(SPAN, dict.fromkeys(features, text))
    ends = {"Governor": SPAN, "Dependent": SPAN}
    yield from _type(RELATION, ends | {"label": text, "uid": text})
    yield "  </types>"
    yield "</typeSystemDescription>"


def _type(name: str, features: dict[str, str]) -> Iterator[str]:
    yield f"    <typeDescription><name>{name}</name><description/>"
    yield "      <supertypeName>uima.tcas.Annotation</supertypeName><features>"
    for key, kind in features.items():
        yield (
            f"      <featureDescription><name>{key}</name><description/>"
            f"<rangeTypeName>{kind}</rangeTypeName></featureDescription>"
        )
    yield "    </features></typeDescription>"
