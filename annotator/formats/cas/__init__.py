"""UIMA CAS, as XMI with its type system and as JSON 0.4: what INCEpTION and DKPro read.

Offsets are UTF-16 units. A mark is an annotation of one type with its label, its
answers, note and annotator as features; `uid` ties the pieces of a mark together, a
relation is an annotation with a Governor (head) and a Dependent (child) on its child.
Read are any types: a mark's label is its feature `label`, `value` or the like, else the
name of its type; tokens, sentences and what else a machine made of the text are
passed over.
"""

from __future__ import annotations

from annotator.formats.cas.json import read_json, sniff_json, write_json
from annotator.formats.cas.structures import RESERVED
from annotator.formats.cas.xmi import companions, read_xmi, sniff_xmi, write_xmi
from annotator.formats.features import feature_losses
from annotator.formats.format import Can, Format, Loss, OffsetUnit
from annotator.formats.record import Record

_HOLDS = frozenset(Can) - {Can.ENTITIES, Can.REJECTED}
_LOSES = ("names of questions beyond letters, digits and _", "several answers to one question")


def _losses_of(record: Record) -> tuple[Loss, ...]:
    return tuple(feature_losses(record, RESERVED))


XMI = Format(
    name="xmi",
    title="UIMA CAS XMI, as INCEpTION has it (folder)",
    suffixes=(".xmi",),
    holds=_HOLDS,
    units=(OffsetUnit.UTF16,),
    loses=_LOSES,
    read=read_xmi,
    write_files=write_xmi,
    sniff=sniff_xmi,
    companions=companions,
    losses_of=_losses_of,
)
CAS_JSON = Format(
    name="casjson",
    title="UIMA CAS JSON 0.4 (folder)",
    suffixes=(".json",),
    holds=_HOLDS,
    units=(OffsetUnit.UTF16,),
    loses=_LOSES,
    read=read_json,
    write_files=write_json,
    sniff=sniff_json,
    losses_of=_losses_of,
)
