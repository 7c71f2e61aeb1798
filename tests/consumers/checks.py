"""Each format as its own consumer reads it: the same text and the same marks, or why not.

A check writes the fixture and a hard article as an export does, has the consumer read
them, and compares labels and places, in code points, with what the export promised.
"""

from __future__ import annotations

import importlib.metadata
import json
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from annotator.formats import format_named
from annotator.formats.fitting import fitted
from annotator.formats.format import Can, Format
from annotator.formats.line_ends import with_lf
from annotator.formats.record import Record
from tests.formats import samples

Pieces = Counter[tuple[str, int, int]]
"""Labels with places in code points."""

Read = Callable[[Path, Path], Iterator[tuple[str, Pieces]]]
"""Has the consumer read an export; gives the texts it sees and their marks. The second
path is the folder of shared data."""


class Check(NamedTuple):
    """A format, the package that reads it, and how; `options` of the export."""

    format: str
    package: str
    read: Read
    options: dict[str, str]
    flat: bool = False

    @property
    def version(self) -> str:
        """The consumer's version, "" where it is not installed or is no package."""
        try:
            return importlib.metadata.version(self.package)
        except importlib.metadata.PackageNotFoundError:
            return ""


def named(name: str) -> Format:
    """The format of that name."""
    form = format_named(name)
    assert form is not None, name
    return form


def run(check: Check, place: Path, shared: Path) -> str:
    """What came of a check, in words; raises AssertionError where something differs."""
    form = named(check.format)
    how = samples.options(form, **check.options)
    records = [samples.fixture(), samples.hard()]
    out = samples.write(form, records, place / "out", how)
    expected = [_expected(fitted(one, form, how).record, form, how) for one in records]
    found = list(check.read(out, shared))
    texts = Counter(text for text, _ in found)
    if not check.flat:
        assert texts.keys() == {record.text for record in expected}, "texts differ"
    marks: Pieces = Counter()
    for _, pieces in found:
        marks += pieces
    wanted: Pieces = Counter()
    for record in expected:
        wanted += pieces_of(record)
    if check.flat:
        marks = Counter({(label, 0, 0): n for label, n in _labels(marks).items()})
        wanted = Counter({(label, 0, 0): n for label, n in _labels(wanted).items()})
    assert marks == wanted, f"only there: {marks - wanted}; missing: {wanted - marks}"
    return f"{sum(wanted.values())} of {sum(wanted.values())} marks"


def _labels(pieces: Pieces) -> Counter[str]:
    found: Counter[str] = Counter()
    for (label, _, _), number in pieces.items():
        found[label] += number
    return found


def _expected(record: Record, form: Format, how: Any) -> Record:
    return record if Can.TEXT in form.holding(how) else with_lf(record)


def pieces_of(record: Record) -> Pieces:
    """The marks of a record, piece by piece."""
    return Counter((span.label, *one) for span in record.spans for one in span.fragments)


def _from_utf16(text: str) -> Callable[[int], int]:
    data = text.encode("utf-16-le")
    return lambda unit: len(data[: 2 * unit].decode("utf-16-le"))


# -- the consumers -----------------------------------------------------------------------


def with_datasets(out: Path, shared: Path) -> Iterator[tuple[str, Pieces]]:
    """Hugging Face datasets, on JSON Lines with explicit features or on Parquet."""
    from datasets import Features, Value, load_dataset  # noqa: PLC0415

    s, i = Value("string"), Value("int64")
    span = {"id": s, "start": i, "end": i, "label": s, "text": s, "fragments": [[i]]}
    span |= {"attributes": [{"name": s, "value": s}], "note": s, "annotator": s}
    meta = dict.fromkeys(("title", "source", "url", "published", "language"), s)
    meta |= {"keywords": [s], "text_sha256": s, "desk": s}
    kind = "parquet" if out.suffix == ".parquet" else "json"
    features = {"format": s, "id": s, "text": s, "annotator": s, "answer": s, "spans": [span]}
    features |= {"relations": [{"id": s, "label": s, "head": s, "child": s}], "meta": meta}
    given = {"features": Features(features)} if kind == "json" else {}
    data = load_dataset(
        kind, data_files=str(out), split="train", cache_dir=str(out.parent / "cache"), **given
    )
    for row in data:
        spans = row["spans"]
        yield (
            row["text"],
            Counter((one["label"], *part) for one in spans for part in one["fragments"]),
        )


def with_spacy(out: Path, shared: Path) -> Iterator[tuple[str, Pieces]]:
    """spaCy, reading its own file."""
    import spacy  # noqa: PLC0415
    from spacy.tokens import DocBin  # noqa: PLC0415

    for doc in DocBin().from_disk(out).get_docs(spacy.blank("en").vocab):
        spans = doc.spans["sc"]
        yield doc.text, Counter((one.label_, one.start_char, one.end_char) for one in spans)


def with_spacy_convert(out: Path, shared: Path) -> Iterator[tuple[str, Pieces]]:
    """`spacy convert -c ner`, file by file; places are lost in it, labels are not."""
    import spacy  # noqa: PLC0415
    from spacy.tokens import DocBin  # noqa: PLC0415

    for file in sorted(out.glob("*.conll")):
        made = out.parent / "made"
        made.mkdir(exist_ok=True)
        command = ["-m", "spacy", "convert", str(file), str(made), "-c", "ner", "-n", "10"]
        subprocess.run([sys.executable, *command], check=True, capture_output=True, timeout=120)
        docs = DocBin().from_disk(made / f"{file.stem}.spacy").get_docs(spacy.blank("en").vocab)
        for doc in docs:
            yield "", Counter((one.label_, one.start_char, one.end_char) for one in doc.ents)


def with_seqeval(out: Path, shared: Path) -> Iterator[tuple[str, Pieces]]:
    """seqeval, strictly IOB2."""
    from seqeval.metrics.sequence_labeling import get_entities  # noqa: PLC0415

    for file in sorted(out.glob("*.conll")):
        blocks = file.read_text(encoding="utf-8").strip().split("\n\n")
        tags = [[line.rpartition("\t")[2] for line in one.splitlines()] for one in blocks]
        for at, sentence in enumerate(tags):
            yield "", Counter((kind, at, first) for kind, first, _ in get_entities(sentence))


def with_cassis(out: Path, shared: Path) -> Iterator[tuple[str, Pieces]]:
    """dkpro-cassis, which gives offsets in code points."""
    import cassis  # noqa: PLC0415

    types = None
    if (out / "TypeSystem.xml").exists():
        with (out / "TypeSystem.xml").open("rb") as described:
            types = cassis.load_typesystem(described)
    for path in sorted(one for one in out.iterdir() if one.name != "TypeSystem.xml"):
        with path.open("rb") as file:
            if types is None:
                cas = cassis.load_cas_from_json(file)
            else:
                cas = cassis.load_cas_from_xmi(file, typesystem=types)
        marks = cas.select("webanno.custom.ArticleSpan")
        text = cas.sofa_string
        assert all(text[one.begin : one.end] == one.get_covered_text() for one in marks)
        yield text, Counter((one.label, one.begin, one.end) for one in marks)


def with_rdflib(out: Path, shared: Path) -> Iterator[tuple[str, Pieces]]:
    """rdflib: every anchor is the text at its indices."""
    import rdflib  # noqa: PLC0415

    graph = rdflib.Graph().parse(out, format="turtle")
    query = """
        PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
        PREFIX its: <http://www.w3.org/2005/11/its/rdf#>
        SELECT ?text ?begin ?end ?anchor ?label ?unit WHERE {
          ?phrase nif:referenceContext ?context ; nif:beginIndex ?begin ; nif:endIndex ?end ;
                  nif:anchorOf ?anchor ; nif:annotationUnit ?unit .
          ?unit its:taClassRef ?label . ?context nif:isString ?text }"""
    found: dict[str, Pieces] = {}
    for row in graph.query(query):
        text, begin, end = str(row.text), int(row.begin), int(row.end)
        assert text[begin:end] == str(row.anchor)
        label = str(row.label).rpartition("/")[2]
        found.setdefault(text, Counter())[label, begin, end] += 1
    yield from found.items()


def with_pyld(out: Path, shared: Path) -> Iterator[tuple[str, Pieces]]:
    """pyld, which expands the page with the published context."""
    from pyld import jsonld  # noqa: PLC0415

    context = json.loads((shared / "w3c-web-annotation" / "jsonld__anno.jsonld").read_bytes())

    def local(url: str, options: object) -> dict[str, object]:
        return {"contextUrl": None, "documentUrl": url, "document": context}

    oa = "http://www.w3.org/ns/oa#"
    for file in sorted(out.glob("*.jsonld")):
        text = file.with_suffix(".txt").read_bytes().decode()
        marks: Pieces = Counter()
        page = jsonld.expand(json.loads(file.read_bytes()), {"documentLoader": local})
        items = (
            page[0]["https://www.w3.org/ns/activitystreams#items"]
            if ("https://www.w3.org/ns/activitystreams#items" in page[0])
            else page[0]["http://www.w3.org/ns/activitystreams#items"]
        )
        for item in items[0].get("@list", items):
            tags = [one for one in item[f"{oa}hasBody"] if f"{oa}hasSource" in one]
            for target in item[f"{oa}hasTarget"]:
                for selector in target.get(f"{oa}hasSelector", ()):
                    if f"{oa}start" in selector:
                        start = selector[f"{oa}start"][0]["@value"]
                        end = selector[f"{oa}end"][0]["@value"]
                        label = tags[0][f"{oa}hasSource"][0]["@id"].rpartition(":")[2]
                        marks[label, start, end] += 1
                    if f"{oa}exact" in selector:
                        assert selector[f"{oa}exact"][0]["@value"] in text
        yield text, marks


def with_xsd(out: Path, shared: Path) -> Iterator[tuple[str, Pieces]]:
    """lxml, with the schema that REFI publishes."""
    from lxml import etree  # noqa: PLC0415

    schema = etree.XMLSchema(etree.parse(str(shared / "refi-qda" / "Project.xsd")))
    with zipfile.ZipFile(out) as package:
        root = etree.fromstring(package.read("project.qde"))
        schema.assertValid(root)
        name = {"q": "urn:QDA-XML:project:1.0"}
        codes = {one.get("guid"): one.get("name") for one in root.iterfind(".//q:Code", name)}
        for source in root.iterfind(".//q:TextSource", name):
            file = source.get("plainTextPath").removeprefix("internal://")
            text = package.read(f"sources/{file}").decode()
            marks: Pieces = Counter()
            for one in source.iterfind("q:PlainTextSelection", name):
                place = int(one.get("startPosition")), int(one.get("endPosition"))
                assert text[slice(*place)] == one.get("name")
                refs = [codes[ref.get("targetGUID")] for ref in one.iterfind(".//q:CodeRef", name)]
                marks[refs[0], place[0], place[1]] += 1
            yield text, marks


def with_lxml(out: Path, shared: Path) -> Iterator[tuple[str, Pieces]]:
    """lxml, counting nodes in UTF-16 units as Java does."""
    from lxml import etree  # noqa: PLC0415

    for file in sorted(out.glob("*.xml")):
        root = etree.parse(str(file)).getroot()
        text = "".join(root.find("TextWithNodes").itertext())
        point = _from_utf16(text)
        marks: Pieces = Counter()
        for one in root.iter("Annotation"):
            names = {name.text for name in one.iter("Name")}
            if not {"head", "child"} <= names:
                ends = point(int(one.get("StartNode"))), point(int(one.get("EndNode")))
                marks[one.get("Type"), ends[0], ends[1]] += 1
        yield text, marks


def with_pandas(out: Path, shared: Path) -> Iterator[tuple[str, Pieces]]:
    """pandas, on CSV, or with openpyxl on XLSX."""
    import pandas  # noqa: PLC0415

    xlsx = out.suffix == ".xlsx"
    table = pandas.read_excel(out, dtype=str) if xlsx else pandas.read_csv(out, dtype=str)
    for row in table.to_dict("records"):
        parts = [part.split("-") for part in str(row["fragments"]).split()]
        yield "", Counter((str(row["label"]), int(start), int(end)) for start, end in parts)


def with_nervaluate(out: Path, shared: Path) -> Iterator[tuple[str, Pieces]]:
    """nervaluate, which scores Prodigy's spans: against themselves all are right."""
    import nervaluate  # noqa: PLC0415

    tasks = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    for task in tasks:
        text = task["text"]
        for one in task["spans"]:
            assert text[one["start"] : one["end"]] == one["text"]
            tokens = task["tokens"][one["token_start"] : one["token_end"] + 1]
            assert (tokens[0]["start"], tokens[-1]["end"]) == (one["start"], one["end"])
        yield text, Counter((one["label"], one["start"], one["end"]) for one in task["spans"])
    spans = [[{k: one[k] for k in ("label", "start", "end")} for one in t["spans"]] for t in tasks]
    labels = sorted({one["label"] for several in spans for one in several})
    scores = nervaluate.Evaluator(spans, spans, tags=labels, loader="default").evaluate()
    assert scores


CHECKS = (
    Check("jsonl", "datasets", with_datasets, {}),
    Check("parquet", "datasets", with_datasets, {}),
    Check("spacy", "spacy", with_spacy, {}),
    Check("conll", "spacy", with_spacy_convert, {"comments": "no"}, flat=True),
    Check("conll", "seqeval", with_seqeval, {"comments": "no"}, flat=True),
    Check("prodigy", "nervaluate", with_nervaluate, {}),
    Check("xmi", "dkpro-cassis", with_cassis, {}),
    Check("casjson", "dkpro-cassis", with_cassis, {}),
    Check("nif", "rdflib", with_rdflib, {}),
    Check("webannotation", "PyLD", with_pyld, {}),
    Check("refi", "lxml", with_xsd, {}),
    Check("gate", "lxml", with_lxml, {}),
    Check("csv", "pandas", with_pandas, {}, flat=True),
    Check("xlsx", "openpyxl", with_pandas, {}, flat=True),
)
"""Every consumer that can be installed beside the tests."""
