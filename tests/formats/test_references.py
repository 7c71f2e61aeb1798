"""Which things marks mean, in formats that only refer to them."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from annotator.formats import format_named
from annotator.formats.brat import BRAT
from annotator.formats.fitting import fitted
from annotator.formats.format import Format
from annotator.formats.gate import GATE
from annotator.formats.nif import NIF
from annotator.formats.record import EntityRecord, Record
from annotator.formats.web_annotation import WEB_ANNOTATION
from tests.formats import samples

_OURS = EntityRecord(
    id="e123456789012",
    name="Ayşe Çelik, “minister”",
    kind="person",
    more=(("reference", "https://example.org/kb/%C3%87elik"), ("party", "none")),
)
_BARE = EntityRecord(id="x 1:ü", name="Ankara")
_FOREIGN = EntityRecord(
    id="http://dbpedia.org/resource/Karsu",
    name="Karsu port",
    more=(("reference", "http://dbpedia.org/resource/Karsu"),),
)
_FORMS = pytest.mark.parametrize(
    "form", [BRAT, NIF, WEB_ANNOTATION, GATE], ids=lambda form: form.name
)


def _record() -> Record:
    record = samples.fixture()
    meant = dict(zip(record.spans, [_OURS, _BARE, _FOREIGN, _BARE], strict=False))
    spans = tuple(
        msgspec.structs.replace(one, entity=meant[one].id if one in meant else "")
        for one in record.spans
    )
    return msgspec.structs.replace(record, spans=spans, entities=(_OURS, _BARE, _FOREIGN))


def _meant(record: Record) -> set[tuple[object, ...]]:
    known = {one.id: one for one in record.entities}
    return {
        (span.label, span.fragments, known[span.entity].id, known[span.entity].name)
        for span in record.spans
        if span.entity
    }


@_FORMS
def test_entities_go_out_and_come_back(form: Format, tmp_path: Path) -> None:
    for module in form.needs:
        pytest.importorskip(module)
    assert format_named(form.name) is form
    how = samples.options(form)
    out = samples.write(form, [_record()], tmp_path / "one" / "out", how)
    (again,) = samples.read(form, out)
    expected = fitted(_record(), form, how).record
    assert _meant(again) == _meant(expected)
    assert len(_meant(again)) == 4
    ours, bare, foreign = sorted(again.entities, key=lambda one: one.name)[1::-1] + [
        one for one in again.entities if one.id == _FOREIGN.id
    ]
    assert (ours.more, bare.more) == (_OURS.more[:1], ())
    assert foreign == _FOREIGN
    second = samples.write(form, [again], tmp_path / "two" / "out", how)
    for one in sorted(second.rglob("*")) if second.is_dir() else [second]:
        assert one.read_bytes() == (out / one.name if out.is_dir() else out).read_bytes()


@_FORMS
def test_what_a_reference_cannot_say_is_counted(form: Format) -> None:
    losses = fitted(_record(), form, samples.options(form)).losses
    said = [one.detail for one in losses if one.sort == "detail of an entity"]
    assert said == [f"{_OURS.name} kind: person", f"{_OURS.name} party: none"]
    assert not [one for one in losses if one.sort == "entity of a mark"]


def test_a_reference_that_is_no_address_stays_the_id_in_nif(tmp_path: Path) -> None:
    pytest.importorskip("rdflib")
    wiki = EntityRecord(id="W:1", name="One", more=(("reference", "W:1"),))
    record = samples.fixture()
    first = msgspec.structs.replace(record.spans[0], entity="W:1")
    record = msgspec.structs.replace(record, spans=(first,), relations=(), entities=(wiki,))
    out = samples.write(NIF, [record], tmp_path / "out", samples.options(NIF))
    (again,) = samples.read(NIF, out)
    assert (again.spans[0].entity, again.entities[0].name) == ("W:1", "One")
    losses = fitted(record, NIF, samples.options(NIF)).losses
    assert [one.detail for one in losses if "entity" in one.sort] == ["One reference: W:1"]


def test_an_empty_address_means_nothing(tmp_path: Path) -> None:
    pytest.importorskip("rdflib")
    record = samples.fixture()
    bare = EntityRecord(id="x", name="One")
    first = msgspec.structs.replace(record.spans[0], entity="x")
    record = msgspec.structs.replace(record, spans=(first,), relations=(), entities=(bare,))
    out = samples.write(NIF, [record], tmp_path / "out", samples.options(NIF))
    for address in ('""', "<http://example.org/entity/>"):
        said = out.read_text(encoding="utf-8")
        out.write_text(
            said.replace(
                "itsrdf:taIdentRef <http://example.org/entity/x>", f"itsrdf:taIdentRef {address}"
            ),
            encoding="utf-8",
        )
        (again,) = samples.read(NIF, out)
        assert (again.spans[0].entity, again.entities) == ("", ())
        out.write_text(said, encoding="utf-8")


def test_the_references_of_brats_own_examples(shared: Path) -> None:
    source = shared / "brat-tutorials" / "news" / "000-introduction.ann"
    (record,) = samples.read(BRAT, source)
    meant = {
        (record.text[slice(*span.fragments[0])], span.entity)
        for span in record.spans
        if span.entity
    }
    assert meant
    assert all(entity.startswith("Wikipedia:") for _, entity in meant)
    assert all(("reference", one.id) in one.more for one in record.entities)
