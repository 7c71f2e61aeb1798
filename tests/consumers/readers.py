"""The programs that exports are for, each reading one as it does for its own users.

A reader gets the file or folder of an export, and the folder of shared data, and gives
what its program sees, article by article, in code points.
"""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.consumers.seen import End, Links, Marks, Seen, end_at, links_between, marks_at


def with_datasets(out: Path, shared: Path) -> Iterator[Seen]:
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
        spans, text = row["spans"], row["text"]
        for one in spans:
            assert one["text"] == " ".join(text[slice(*part)] for part in one["fragments"])
        places = Counter((one["label"], *part) for one in spans for part in one["fragments"])
        ends = {one["id"]: end_at(one["label"], one["fragments"][0]) for one in spans}
        links = ((one["label"], one["head"], one["child"]) for one in row["relations"])
        yield Seen(text, marks_at(text, places), links_between(ends, links))


def with_spacy(out: Path, shared: Path) -> Iterator[Seen]:
    """spaCy, reading its own file."""
    import spacy  # noqa: PLC0415
    from spacy.tokens import DocBin  # noqa: PLC0415

    for doc in DocBin().from_disk(out).get_docs(spacy.blank("en").vocab):
        spans = doc.spans["sc"]
        yield Seen(
            doc.text,
            Counter((one.label_, one.start_char, one.end_char, one.text) for one in spans),
        )


def with_spacy_convert(out: Path, shared: Path) -> Iterator[Seen]:
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
            yield Seen("", Counter((one.label_, 0, 0, "") for one in doc.ents))


def with_seqeval(out: Path, shared: Path) -> Iterator[Seen]:
    """seqeval, strictly IOB2; it has labels and tokens, and no text."""
    from seqeval.metrics.sequence_labeling import get_entities  # noqa: PLC0415

    for file in sorted(out.glob("*.conll")):
        blocks = file.read_text(encoding="utf-8").strip().split("\n\n")
        tags = [[line.rpartition("\t")[2] for line in one.splitlines()] for one in blocks]
        for sentence in tags:
            yield Seen("", Counter((kind, 0, 0, "") for kind, _, _ in get_entities(sentence)))


def with_web_anno_tsv(out: Path, shared: Path) -> Iterator[Seen]:
    """web-anno-tsv, which puts UTF-16 offsets on the sentences that it reads.

    It knows one layer, of named entities, whose label is in the second column: so that
    it is there, the first column stands twice in the file it gets. It reads no relations.
    """
    from web_anno_tsv import open_web_anno_tsv  # noqa: PLC0415

    for file in sorted(out.glob("*.tsv")):
        lines = file.read_text(encoding="utf-8").split("\n")
        twice = out.parent / f"twice-{file.name}"
        twice.write_text("\n".join(map(_label_twice, lines)), encoding="utf-8")
        text, marks = "", Marks()
        with open_web_anno_tsv(str(twice)) as sentences:
            for sentence in sentences:
                for one in sentence.annotations:
                    place = len(text) + one.start, len(text) + one.stop
                    marks[one.label, place[0], place[1], one.text] += 1
                text += sentence.text
        yield Seen(f"{text}\n", marks)  # the format ends every text so


def _label_twice(line: str) -> str:
    cells = line.split("\t")
    return line if line.startswith("#") else "\t".join([*cells[:4], *cells[3:]])


def with_cassis(out: Path, shared: Path) -> Iterator[Seen]:
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
        marks: Marks = Counter(
            (one.label, one.begin, one.end, one.get_covered_text())
            for one in cas.select("webanno.custom.ArticleSpan")
        )
        links: Links = Counter(
            (one.label, _end_in_cas(one.Governor), _end_in_cas(one.Dependent))
            for one in cas.select("webanno.custom.ArticleRelation")
        )
        yield Seen(cas.sofa_string, marks, links)


def _end_in_cas(mark: Any) -> End:
    return mark.label, mark.begin, mark.end


def with_rdflib(out: Path, shared: Path) -> Iterator[Seen]:
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
    found: dict[str, Marks] = {}
    for row in graph.query(query):
        label = str(row.label).rpartition("/")[2]
        mark = label, int(row.begin), int(row.end), str(row.anchor)
        found.setdefault(str(row.text), Counter())[mark] += 1
    yield from (Seen(text, marks) for text, marks in found.items())


def with_pyld(out: Path, shared: Path) -> Iterator[Seen]:
    """pyld, which expands the page with the published context."""
    from pyld import jsonld  # noqa: PLC0415

    context = json.loads((shared / "w3c-web-annotation" / "jsonld__anno.jsonld").read_bytes())

    def local(url: str, options: object) -> dict[str, object]:
        return {"contextUrl": None, "documentUrl": url, "document": context}

    oa = "http://www.w3.org/ns/oa#"
    for file in sorted(out.glob("*.jsonld")):
        text = file.with_suffix(".txt").read_bytes().decode()
        marks, ends = Marks(), dict[str, End]()
        named: list[tuple[str, str, str]] = []
        (page,) = jsonld.expand(json.loads(file.read_bytes()), {"documentLoader": local})
        (items,) = (page[one] for one in page if one.endswith("ns/activitystreams#items"))
        for item in items[0].get("@list", items):
            bodies, targets = item[f"{oa}hasBody"], item[f"{oa}hasTarget"]
            if any(one["@id"] == f"{oa}linking" for one in item[f"{oa}motivatedBy"]):
                (child,) = (one["@id"] for one in bodies if "@id" in one and len(one) == 1)
                (label,) = (_value(one) for one in bodies if len(one) > 1)
                named.append((label, targets[0]["@id"], child))
                continue
            (tag,) = (one for one in bodies if f"{oa}hasSource" in one)
            label = tag[f"{oa}hasSource"][0]["@id"].rpartition(":")[2]
            for target in targets:
                position, quoted = target[f"{oa}hasSelector"]
                start, end = (position[f"{oa}{one}"][0]["@value"] for one in ("start", "end"))
                ends.setdefault(item["@id"], (label, start, end))
                marks[label, start, end, quoted[f"{oa}exact"][0]["@value"]] += 1
        yield Seen(text, marks, links_between(ends, named))


def _value(body: dict[str, Any]) -> str:
    (value,) = body["http://www.w3.org/1999/02/22-rdf-syntax-ns#value"]
    return str(value["@value"])


def with_xsd(out: Path, shared: Path) -> Iterator[Seen]:
    """lxml, with the schema that REFI publishes."""
    from lxml import etree  # noqa: PLC0415

    schema = etree.XMLSchema(etree.parse(str(shared / "refi-qda" / "Project.xsd")))
    with zipfile.ZipFile(out) as package:
        root = etree.fromstring(package.read("project.qde"))
        schema.assertValid(root)
        name = {"q": "urn:QDA-XML:project:1.0"}
        codes = {one.get("guid"): one.get("name") for one in root.iterfind(".//q:Code", name)}
        links = [
            (one.get("name"), one.get("originGUID"), one.get("targetGUID"))
            for one in root.iterfind(".//q:Link", name)
        ]
        for source in root.iterfind(".//q:TextSource", name):
            file = source.get("plainTextPath").removeprefix("internal://")
            text = package.read(f"sources/{file}").decode()
            marks, ends = Marks(), dict[str, End]()
            for one in source.iterfind("q:PlainTextSelection", name):
                place = int(one.get("startPosition")), int(one.get("endPosition"))
                assert text[slice(*place)] == one.get("name")
                refs = [codes[ref.get("targetGUID")] for ref in one.iterfind(".//q:CodeRef", name)]
                marks[refs[0], place[0], place[1], one.get("name")] += 1
                ends[one.get("guid")] = end_at(refs[0], place)
            own = [one for one in links if one[1] in ends and one[0] != "FRAGMENT"]
            yield Seen(text, marks, links_between(ends, own))


def with_gatenlp(out: Path, shared: Path) -> Iterator[Seen]:
    """gatenlp; its own count of Java's units says that nodes have the numbers they ought to."""
    from xml.etree import ElementTree as Xml  # noqa: PLC0415

    from gatenlp import Document  # noqa: PLC0415

    for file in sorted(out.glob("*.xml")):
        document = Document.load(str(file), fmt="gatexml")
        text, marks, ends = document.text, Marks(), dict[str, End]()
        named: list[tuple[str, str, str]] = []
        every = [one for group in document.annset_names() for one in document.annset(group)]
        for one in sorted(every, key=lambda one: (one.start, one.end)):
            features = one.features
            if {"head", "child"} <= set(features.names()):
                named.append((one.type, features["head"], features["child"]))
            else:
                marks[one.type, one.start, one.end, document[one]] += 1
                ends.setdefault(features["uid"], (one.type, one.start, one.end))
        document.to_offset_type("j")
        counted = {str(one.id): (str(one.start), str(one.end)) for one in every}
        for node in Xml.parse(file).iter("Annotation"):  # noqa: S314  our own export
            assert counted[node.get("Id", "")] == (node.get("StartNode"), node.get("EndNode"))
        yield Seen(text, marks, links_between(ends, named))


def with_pandas(out: Path, shared: Path) -> Iterator[Seen]:
    """pandas, on CSV, or with openpyxl on XLSX. A table has no texts of articles."""
    import pandas  # noqa: PLC0415

    how: dict[str, Any] = {"dtype": str, "keep_default_na": False}
    read = pandas.read_excel if out.suffix == ".xlsx" else pandas.read_csv
    table = read(out, **how)
    for article, rows in table.groupby("article", sort=False):
        marks = Marks()
        for row in rows.to_dict("records"):
            words = row["text"]
            for part in row["fragments"].split():
                start, end = map(int, part.split("-"))
                marks[row["label"], start, end, words[: end - start]] += 1
                words = words[end - start + 1 :]  # a blank is between the pieces
            assert not words
        yield Seen(str(article), marks)


def with_nervaluate(out: Path, shared: Path) -> Iterator[Seen]:
    """nervaluate, which scores Prodigy's spans: against themselves all are right."""
    import nervaluate  # noqa: PLC0415

    tasks = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    for task in tasks:
        text = task["text"]
        for one in task["spans"]:
            tokens = task["tokens"][one["token_start"] : one["token_end"] + 1]
            assert (tokens[0]["start"], tokens[-1]["end"]) == (one["start"], one["end"])
            assert text[one["start"] : one["end"]] == one["text"]
        links: Links = Counter()
        for link in task.get("relations", ()):
            both = link["head_span"], link["child_span"]
            assert [link["head"], link["child"]] == [one["token_end"] for one in both]
            head, child = ((one["label"], one["start"], one["end"]) for one in both)
            links[link["label"], head, child] += 1
        places = Counter((one["label"], one["start"], one["end"]) for one in task["spans"])
        yield Seen(text, marks_at(text, places), links)
    spans = [[{k: one[k] for k in ("label", "start", "end")} for one in t["spans"]] for t in tasks]
    labels = sorted({one["label"] for several in spans for one in several})
    scores = nervaluate.Evaluator(spans, spans, tags=labels, loader="default").evaluate()
    assert scores
