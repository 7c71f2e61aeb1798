"""Plans that change one label and leave every annotation where it is.

Names, colours, parents, whether it is in use; what its questions and choices are called.
"""

from __future__ import annotations

import msgspec

from annotator.domain.change import replaced
from annotator.domain.codebook import Attribute, Codebook, Label
from annotator.domain.refusal import Refused
from annotator.editing.safe_change import Plan, Rewrite


def rename(book: Codebook, label: Label, name: str) -> Plan:
    """Give a label another name. Raises Refused for an empty or known one."""
    name = name.strip()
    if not name:
        raise Refused("A label needs a name.")
    there = book.label_named(name)
    if there is not None and there.id != label.id:
        raise Refused(f"The codebook has a label {name} already.")
    after = msgspec.structs.replace(label, name=name)
    return Plan(
        title=f"Rename {label.name} to {name}",
        changes=(replaced(label, after),),
        touches=(label.id,),
        remarks=("Annotations stay as they are; exports say the new name.",),
    )


def rename_attribute(label: Label, name: str, new: str) -> Plan:
    """Call a question otherwise; answers go along. Raises Refused for a name there is."""
    new = new.strip()
    if not new or label.attribute(new) is not None:
        raise Refused(f"There is a question {new} already." if new else "A question needs a name.")

    def renamed(asked: Attribute) -> Attribute:
        conditions = tuple((new if one == name else one, said) for one, said in asked.shown_when)
        called = new if asked.name == name else asked.name
        return msgspec.structs.replace(asked, name=called, shown_when=conditions)

    after = msgspec.structs.replace(label, attributes=tuple(map(renamed, label.attributes)))
    return Plan(
        title=f"Rename {name} to {new}",
        changes=(replaced(label, after),),
        touches=(label.id,),
        rewrites=(Rewrite(label_id=label.id, attribute=name, to_attribute=new),),
    )


def rename_choice(label: Label, name: str, old: str, new: str) -> Plan:
    """Word a choice otherwise; answers go along. A choice that is there already takes it in."""
    new = new.strip()
    if not new:
        raise Refused("A choice needs words.")

    def reworded(asked: Attribute) -> Attribute:
        conditions = tuple(
            (one, new if one == name and said == old else said) for one, said in asked.shown_when
        )
        asked = msgspec.structs.replace(asked, shown_when=conditions)
        if asked.name != name:
            return asked
        choices = tuple(dict.fromkeys(new if one == old else one for one in asked.choices))
        default = new if asked.default == old else asked.default
        return msgspec.structs.replace(asked, choices=choices, default=default)

    after = msgspec.structs.replace(label, attributes=tuple(map(reworded, label.attributes)))
    return Plan(
        title=f"Rename {old} to {new}",
        changes=(replaced(label, after),),
        touches=(label.id,),
        rewrites=(
            Rewrite(label_id=label.id, attribute=name, to_attribute=name, value=old, to_value=new),
        ),
    )


def recolour(label: Label, light: str, dark: str) -> Plan:
    """Give a label another colour ("" takes the palette's)."""
    after = msgspec.structs.replace(label, light=light, dark=dark)
    return Plan(
        title=f"Recolour {label.name}",
        changes=(replaced(label, after),),
        touches=(label.id,),
        remarks=("Only the colour changes.",),
    )


def retire(book: Codebook, label: Label, *, retired: bool) -> Plan:
    """Take a label out of use, or into use again; its annotations stay."""
    after = msgspec.structs.replace(label, retired=retired)
    said = "They stay marked; nothing new can be marked with it." if retired else ""
    if not retired and label.key and book.label_for_key(label.key) is not None:
        after = msgspec.structs.replace(after, key="")
        said = f"Its key {label.key} has another label now, so it has none."
    return Plan(
        title=f"Retire {label.name}" if retired else f"Use {label.name} again",
        changes=(replaced(label, after),),
        touches=(label.id,),
        remarks=(said,) if said else (),
    )


def move_under(book: Codebook, label: Label, parent: Label | None) -> Plan:
    """Put a label under another, or on top. Raises Refused where that goes in a circle."""
    at = parent
    while at is not None:
        if at.id == label.id:
            raise Refused(f"{label.name} cannot lie under itself.")
        at = book.label(at.parent_id) if at.parent_id else None
    after = msgspec.structs.replace(label, parent_id=parent.id if parent else None)
    where = f"under {parent.name}" if parent else "to the top"
    return Plan(
        title=f"Move {label.name} {where}",
        changes=(replaced(label, after),) if after != label else (),
        touches=(label.id,),
        remarks=("Annotations stay as they are.",),
    )
