"""A codebook goes to REFI-QDC and comes back as far as the format holds it."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from annotator.domain.codebook import Codebook, Label
from annotator.domain.refusal import BadInput
from annotator.editing.coding import default_codebook
from annotator.formats import codebook_qdc

_BEGIN = '<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>'


def _book() -> Codebook:
    book = default_codebook()
    actor, location, claim = book.labels
    claim = msgspec.structs.replace(
        claim,
        definition="What is demanded.\nOr pledged & <promised>.",
        includes="quotations",
        excludes="facts",
        examples=("“it must end”", "no\nwater"),
        counterexamples=("it rained",),
        retired=True,
    )
    party = Label(id=7, name="Parti “Öz”", position=3, parent_id=actor.id, light="#112233")
    return msgspec.structs.replace(book, labels=(actor, location, claim, party))


def test_what_the_format_holds_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "book.qdc"
    path.write_bytes(codebook_qdc.to_bytes(_book()))
    back = codebook_qdc.read(path)
    by_name = {label.name: label for label in back.labels}
    assert list(by_name) == ["ACTOR", "Parti “Öz”", "LOCATION", "CLAIM"]
    claim, was = by_name["CLAIM"], _book().labels[2]
    for field in ("definition", "includes", "excludes", "examples", "counterexamples", "retired"):
        assert getattr(claim, field) == getattr(was, field), field
    party = by_name["Parti “Öz”"]
    assert (party.parent_id, party.light) == (by_name["ACTOR"].id, "#112233")
    again = tmp_path / "again.qdc"
    again.write_bytes(codebook_qdc.to_bytes(back))
    assert codebook_qdc.to_bytes(codebook_qdc.read(again)) == again.read_bytes()


def test_it_is_valid_by_the_published_schema(tmp_path: Path, shared: Path) -> None:
    xmlschema = pytest.importorskip("lxml.etree", reason="lxml checks the schema")
    schema = xmlschema.XMLSchema(xmlschema.parse(str(shared / "refi-qda" / "Codebook.xsd")))
    document = xmlschema.fromstring(codebook_qdc.to_bytes(_book()))
    schema.assertValid(document)


def test_codes_of_one_name_are_told_apart_by_what_they_lie_under(tmp_path: Path) -> None:
    path = tmp_path / "other.qdc"
    path.write_text(
        '<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="X"><Codes>'
        '<Code guid="a" name="Water" isCodable="true" color="#abc"><Code guid="b" name="Rights"'
        ' isCodable="true"/></Code><Code guid="c" name="Land" isCodable="1"><Code guid="d"'
        ' name="Rights" isCodable="true"/></Code></Codes><Sets/></CodeBook>',
        encoding="utf-8",
    )
    labels = codebook_qdc.read(path).labels
    assert [label.name for label in labels] == ["Water", "Rights", "Land", "Land / Rights"]
    assert labels[0].light == "#aabbcc"
    assert labels[3].parent_id == labels[2].id


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<CodeBook", "is not XML"),
        ("<Codes/>", "is not a REFI-QDC codebook"),
        ('<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes/></CodeBook>', "without codes"),
        (
            '<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes><Code name=" "/></Codes></CodeBook>',
            "a code without a name",
        ),
        (
            f'{_BEGIN}<Code name="A" color="red"/></Codes></CodeBook>',
            "the colour 'red' of A is none",
        ),
    ],
)
def test_what_is_none_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "bad.qdc"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=reason):
        codebook_qdc.read(path)
