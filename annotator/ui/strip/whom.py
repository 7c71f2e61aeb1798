"""The question whom a mark means, for the strip."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QCoreApplication

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Label
from annotator.domain.entity import Entity
from annotator.domain.identity import new_id
from annotator.editing import entities
from annotator.editing.recognising import Candidate, long_form_in
from annotator.store.gazetteer import Place
from annotator.ui.models.wording import shortened
from annotator.ui.strip.question import Ask, Option

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

_OFFERED = 7
_PLACES = 4
_SHORT = 40
_NEW, _NOBODY, _PLACE = "new", "nobody", "place "
_PLACED = re.compile(
    r"loc|place|geo|site|city|country|ort|lieu|lugar|yer|mekan|مكان", re.IGNORECASE
)


def whom(window: MainWindow, annotation: Annotation) -> Iterator[Ask]:
    """Whom a mark means: likeliest entities, places of that name, or somebody new."""
    project, article = window.opened(), window.reading()
    label = project.codebook.label(annotation.label_id)
    found = window.meaning.recognition().candidates(article, annotation, limit=_OFFERED)
    words = " ".join(article.text_of(annotation).split())
    full = long_form_in(article.text, words)
    places = _places(window, label, full or words, found)
    options = [_known(one) for one in found]
    options += [_placed(one) for one in places]
    new = full or words
    options.append(
        Option(_NEW, QCoreApplication.translate("Whom", "New: {0}").format(
            shortened(new, _SHORT)), "n")
    )  # fmt: skip
    meant = article.annotations.entities_of(annotation.id)
    if meant:
        options.append(Option(_NOBODY, QCoreApplication.translate("Whom", "Nobody"), "0"))

    def answer(value: str) -> None:
        if value in ("", _NOBODY):
            entities.unlink(project, article, annotation.id)
            return
        if value == _NEW:
            entity = Entity(id=new_id(), name=new[:200], kind=kind_of(label, annotation))
        elif value.startswith(_PLACE):
            place = next(one for one in places if str(one.id) == value.removeprefix(_PLACE))
            entity = entity_of(place)
        else:
            entity = project.entities[int(value)]
        entities.link(project, article, [annotation.id], entity)
        _tell(window, annotation, entity)

    yield Ask(
        name="entity",
        title=QCoreApplication.translate("Whom", "Who or what is meant?"),
        answer=answer,
        options=options,
        answers=[str(one) for one in meant],
    )


def kind_of(label: Label, annotation: Annotation) -> str:
    """The kind a new entity gets: what the mark was answered to be, else "place" or nothing."""
    said = annotation.answer("kind")
    return said or ("place" if is_placed(label) else "")


def is_placed(label: Label) -> bool:
    """Whether a label, by its name, marks places."""
    return _PLACED.search(label.name) is not None


def entity_of(place: Place) -> Entity:
    """A place of the list as an entity."""
    return Entity(
        id=new_id(),
        name=place.name,
        kind="place",
        latitude=place.latitude,
        longitude=place.longitude,
        country=place.country,
        chain=place.chain,
        precision=place.code,
        more=(("geonames", str(place.id)),),
    )


def placed(entity: Entity, place: Place) -> Entity:
    """An entity with the coordinates of a place of the list; its names stay."""
    more = (*(one for one in entity.more if one[0] != "geonames"), ("geonames", str(place.id)))
    return msgspec.structs.replace(
        entity, latitude=place.latitude, longitude=place.longitude, country=place.country,
        chain=place.chain, precision=place.code, more=more,
    )  # fmt: skip


def described(place: Place) -> str:
    """Where a place lies, in a few words: "TR · Kars Province · 95,000"."""
    people = f"{place.population:,}" if place.population else ""
    return " · ".join(part for part in (place.country, *place.chain[:1], people) if part)


def _known(one: Candidate) -> Option:
    entity = one.entity
    where = entity.country or entity.kind
    return Option(str(entity.id), shortened(entity.name, _SHORT), detail=where)


def _placed(place: Place) -> Option:
    return Option(f"{_PLACE}{place.id}", place.name, detail=described(place))


def _places(window: MainWindow, label: Label, words: str, found: list[Candidate]) -> list[Place]:
    """Places of the list that are called so and are no entity of the project yet."""
    if not is_placed(label):
        return []
    places = window.meaning.places()
    taken = {value for one in found for name, value in one.entity.more if name == "geonames"}
    called = places.called(words, limit=_PLACES) if places else []
    return [one for one in called if str(one.id) not in taken]


def _tell(window: MainWindow, annotation: Annotation, entity: Entity) -> None:
    """Say what was linked, and how to link the other marks of the same words."""
    article = window.reading()
    others = [
        one
        for one in entities.same_words(article, annotation)
        if entity.id not in article.annotations.entities_of(one.id)
    ]
    said = QCoreApplication.translate("Whom", "Linked to {0}.").format(entity.name)
    if others:
        more = QCoreApplication.translate(
            "Whom", "Shift+E links {0} more of the same words here."
        ).format(len(others))
        said = f"{said} {more}"
    window.say(said)
