"""Categories, roles and relations of other people's codings are held without loss."""

from __future__ import annotations

import ast
import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from annotator.domain.codebook import Attribute, Codebook, Label
from annotator.editing.codebook_edits import check_attributes
from annotator.editing.coding import new_relation_type
from annotator.editing.exchange import ExportOptions, ImportOptions, bring_in, send_out, unwatched
from annotator.editing.project import Project
from annotator.editing.shipped import codebook_of, shipped, shipped_codebook
from annotator.formats import codebook_json

Line = dict[str, Any]


def test_every_codebook_that_comes_along_is_sound(tmp_path: Path) -> None:
    assert shipped() == ["conflict-events", "political-claims"]
    for name in shipped():
        book = codebook_of(Path(name))
        for label in book.labels:
            assert label.definition
            check_attributes(label.attributes)
        check_attributes([one.asked for one in book.questions])
        path = tmp_path / "again.json"
        path.write_bytes(codebook_json.to_bytes(book))
        assert codebook_json.to_bytes(codebook_json.read(path)) == path.read_bytes()


def _line(name: str, text: str, spans: list[Line], relations: list[Line]) -> Line:
    return {
        "format": "article-annotations/1", "id": name, "text": text, "annotator": "",
        "spans": spans, "relations": relations,
        "meta": {"title": name, "source": "", "url": "", "published": "", "language": "en",
                 "keywords": [], "text_sha256": ""},
        "answer": "accept",
    }  # fmt: skip


def _span(name: str, label: str, text: str, fragments: list[list[int]], **answers: str) -> Line:
    return {
        "id": name, "start": fragments[0][0], "end": fragments[-1][1], "label": label,
        "text": " ".join(text[start:end] for start, end in fragments), "fragments": fragments,
        "attributes": [{"name": key, "value": value} for key, value in answers.items() if value],
        "note": "", "annotator": "gold",
    }  # fmt: skip


def _there_and_back(folder: Path, book: Codebook, lines: list[Line]) -> Project:
    """Bring lines into a project with a codebook that must know every name; out comes the same."""
    source, out = folder / "in.jsonl", folder / "out.jsonl"
    source.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    project = Project.create(folder / "p.annotator", own_name="tester", codebook=book)
    bring_in(project, [source], ImportOptions(strict=True), unwatched)
    send_out(project, out, ExportOptions(), unwatched)
    back = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    for line, again in zip(lines, back, strict=True):
        for key in ("text", "spans", "relations"):
            assert again[key] == line[key], line["id"]
    return project


def _records(path: Path) -> Iterator[Line]:
    """The whole records of a JSON list that may be cut off."""
    text, decoder, at = path.read_text(encoding="utf-8"), json.JSONDecoder(), 1
    while True:
        at = re.compile(r"[\s,]*").match(text, at).end()  # type: ignore[union-attr]
        try:
            record, at = decoder.raw_decode(text, at)
        except ValueError:
            return
        if record["event"] != "DOCUMENT":
            yield record


_MARK = re.compile(r"\((SRC|TAR|EVT|SRC/TAR): ([^()]*)\)")


def _plover(record: Line) -> Line:
    """An event with its words, its actors with their codes, and who does what to whom."""
    text, at, events, actors = "", 0, [], []
    for found in _MARK.finditer(record["textInfo"]["markup"]):
        text += record["textInfo"]["markup"][at : found.start()]
        place = [len(text), len(text) + len(found[2])]
        text, at = text + found[2], found.end()
        if found[1] == "EVT":
            events.append(place)
        else:
            actors.append((found[1], place))
    text += record["textInfo"]["markup"][at:]
    told = [one for side in ("source", "target") for one in record.get(side) or ()
            if isinstance(one, dict)]  # fmt: skip
    context = record.get("context") or ""
    spans = [_span("s1", "EVENT", text, events, event=record["event"], context=context)]
    relations: list[Line] = []
    for number, (side, place) in enumerate(actors, 2):
        words = text[place[0] : place[1]]
        known: Line = next((one for one in told if one["actorText"] == words), {})
        spans.append(
            _span(f"s{number}", "ACTOR", text, [place], code=known.get("code", ""),
                  sector=known.get("sector", ""))
        )  # fmt: skip
        for role in {"SRC": ("source",), "TAR": ("target",)}.get(side, ("source", "target")):
            name = f"r{len(relations) + 1}"
            link = {"id": name, "label": role, "head": "s1", "child": f"s{number}"}
            relations.append(link)
    return _line(record["id"], text, spans, relations)


def test_plover_records_are_coded_in_full(tmp_path: Path, shared: Path) -> None:
    lines = [
        _plover(record) for record in _records(shared / "event-coding" / "PLOVER_GSR_CAMEO.txt")
    ]
    assert len(lines) > 20
    project = _there_and_back(tmp_path, shipped_codebook("conflict-events"), lines)
    event = project.codebook.label_named("EVENT")
    assert event is not None
    classes = event.attribute("event")
    assert classes is not None
    codes = {one["value"] for line in lines for span in line["spans"] if span["label"] == "EVENT"
             for one in span["attributes"] if one["name"] == "event"}  # fmt: skip
    assert codes <= set(classes.choices)
    assert any(len(span["fragments"]) > 1 for line in lines for span in line["spans"])
    project.close()


def test_several_events_of_one_sentence_keep_their_codes(tmp_path: Path, shared: Path) -> None:
    source = (shared / "event-coding" / "PETR.UnitTest.records.xml").read_text(encoding="utf-8")
    lines = []
    for number, found in enumerate(re.findall(r"<Sentence .*?</Sentence>", source, re.DOTALL)):
        told = re.search(r"<Text>\s*(.*?)\s*</Text>", found, re.DOTALL)
        coded = re.findall(r"<EventCoding\s+([^>]*?)/?>", found)
        if told is None or not coded:
            continue
        text = " ".join(told[1].split())
        spans: list[Line] = []
        relations: list[Line] = []
        for at, given in enumerate(coded):
            facts = dict(re.findall(r'(\w+)\s*=\s*"([^"]*)"', given))
            code = facts.get("eventcode", "")
            event = f"s{3 * at + 1}"
            spans.append(_span(event, "EVENT", text, [[0, len(text)]], code=code))
            for place, role in enumerate(("source", "target"), 2):
                actor = f"s{3 * at + place}"
                actor_code = facts.get(f"{role}code", "")
                spans.append(_span(actor, "ACTOR", text, [[0, len(text)]], code=actor_code))
                link = {"id": f"r{len(relations) + 1}", "label": role, "head": event,
                        "child": actor}  # fmt: skip
                relations.append(link)
        lines.append(_line(f"petr-{number}", text, spans, relations))
    assert len(lines) > 5
    _there_and_back(tmp_path, shipped_codebook("conflict-events"), lines).close()


def _argument_book() -> Codebook:
    labels = tuple(
        Label(id=number, name=name, position=number, attributes=(Attribute(name="component"),))
        for number, name in enumerate(("claim", "premise"), 1)
    )
    book = Codebook(labels)
    for number, name in enumerate(("support", "attack"), 11):
        kind = msgspec.structs.replace(new_relation_type(book, name), id=number)
        book = Codebook(labels, (*book.relation_types, kind))
    return book


def test_arguments_of_speeches_keep_their_parts_and_links(tmp_path: Path, shared: Path) -> None:
    with (shared / "argunsc" / "base-first400.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    speeches: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        speeches.setdefault(row["Speech"], []).append(row)
    lines, links = [], 0
    for speech, sentences in speeches.items():
        text, wanted = "", []
        spans: list[Line] = []
        names: dict[str, str] = {}
        for row in sentences:
            start = len(text)
            if text and row["Full_Sentence"] in text:
                start = text.index(row["Full_Sentence"])
            else:
                text += row["Full_Sentence"] + "\n"
            if row["Component_Type"] == "non-arg":
                continue
            number, quote = ast.literal_eval(row["Component"])
            at = text.find(quote, start)
            if at < 0:  # words that the speech does not have like that: its whole sentence
                at, quote = start, row["Full_Sentence"]
            names[str(number)] = name = f"s{len(spans) + 1}"
            place = [[at, at + len(quote)]]
            has_premises = row["Premises"].startswith("{")
            spans.append(
                _span(name, row["Component_Type"], text, place, component=str(number),
                      standing="" if has_premises else row["Premises"])
            )  # fmt: skip
            if not has_premises:
                continue
            wanted += [
                (str(premise), str(number), kind)
                for premise, kind in ast.literal_eval(row["Premises"]).items()
            ]
        relations = [
            {"id": f"r{at}", "label": kind, "head": names[head], "child": names[child]}
            for at, (head, child, kind) in enumerate(wanted, 1)
            if head in names
        ]
        links += len(relations)
        lines.append(_line(speech, text, spans, relations))
    assert links > 50
    _there_and_back(tmp_path, _argument_book(), lines).close()
