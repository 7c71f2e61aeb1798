"""What an editor can do to the codebook, and the codebook a new project starts with."""

from __future__ import annotations

from collections.abc import Collection

from annotator.domain.change import Step, added
from annotator.domain.codebook import Attribute, AttributeKind, Codebook, Label, RelationType
from annotator.domain.identity import new_id
from annotator.domain.refusal import Refused


def default_codebook() -> Codebook:
    """ACTOR, LOCATION and CLAIM with their questions, and the three relation types."""
    actor = Label(
        id=new_id(),
        name="ACTOR",
        position=0,
        key="1",
        definition="Who acts or speaks: a person, an organisation, a state body or a group. "
        "Mark the whole name with its title or office.",
        attributes=(_choice("kind", "person", "organisation", "state body", "group"),),
    )
    location = Label(
        id=new_id(),
        name="LOCATION",
        position=1,
        key="2",
        definition="A place that can be put on a map: a country, region, city or site.",
        attributes=(_choice("kind", "country", "region", "city", "site"),),
    )
    claim = Label(
        id=new_id(),
        name="CLAIM",
        position=2,
        key="3",
        definition="What somebody says should be, is, or will be the case. Mark the clause "
        "after the speech verb, or the quotation without its quotation marks.",
        attributes=(
            _choice("category", "demand", "pledge", "condition", "criticism", "statement of fact"),
            _choice("stance", "pro", "contra", "mixed"),
            _choice("certainty", "stated", "hedged", "denied"),
        ),
    )
    return Codebook(
        (actor, location, claim),
        (
            _relation("holder", 0, claim, actor, "Who makes the claim."),
            _relation("addressee", 1, claim, actor, "Whom the claim is addressed to."),
            _relation("about", 2, claim, location, "The place the claim is about."),
        ),
    )


def new_label(codebook: Codebook, name: str, taken: Collection[str] = ()) -> Label:
    """A further label with the next free digit, colour and place in the codebook.

    `taken` are keys in use besides the codebook's own.
    """
    used = {label.key for label in codebook.labels} | set(taken)
    key = next((digit for digit in "123456789" if digit not in used), "")
    return Label(id=new_id(), name=name, position=_next_position(codebook), key=key)


def new_relation_type(codebook: Codebook, name: str) -> RelationType:
    """A further relation type, allowed between any labels."""
    position = max((kind.position for kind in codebook.relation_types), default=-1) + 1
    return RelationType(id=new_id(), name=name, position=position)


def adding(codebook: Codebook, name: str) -> Step:
    """The step that adds a label. Raises Refused for an empty or known name."""
    name = name.strip()
    if not name:
        raise Refused("A label needs a name.")
    if codebook.label_named(name) is not None:
        raise Refused(f"The codebook has a label {name} already.")
    return Step(title=f"Add label {name}", changes=(added(new_label(codebook, name)),))


def _next_position(codebook: Codebook) -> int:
    return max((label.position for label in codebook.labels), default=-1) + 1


def _choice(name: str, *choices: str) -> Attribute:
    return Attribute(name=name, kind=AttributeKind.CHOICE, choices=choices)


def _relation(name: str, position: int, head: Label, child: Label, definition: str) -> RelationType:
    return RelationType(
        id=new_id(),
        name=name,
        position=position,
        heads=(head.id,),
        children=(child.id,),
        definition=definition,
    )
