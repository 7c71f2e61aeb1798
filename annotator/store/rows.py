"""Values to rows, and rows to values. Lists of words are JSON in one column.

The columns stand in the order that `kinds` names them in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from annotator.domain.annotation import Annotation, Answers, Relation
from annotator.domain.annotator import Annotator, AnnotatorKind
from annotator.domain.article import Article, ArticleAnswer
from annotator.domain.codebook import Attribute, CodebookVersion, Label, Question, RelationType
from annotator.domain.entity import Entity, EntityLink
from annotator.domain.span import Fragment
from annotator.domain.status import Progress, Status
from annotator.text.zones import Zone, ZoneKind

Row = tuple[Any, ...]
Grouped = Mapping[int, Sequence[Row]]
"""Rows of parts, without their first column, by the value they belong to."""

_PROGRESS = {one.value: one for one in Progress}
_ZONES = {one.value: one for one in ZoneKind}


# -- articles -------------------------------------------------------------------------


def article_row(one: Article) -> Row:
    """The row of an article."""
    return (
        *(one.id, one.name, one.text_sha256, one.length, one.title, one.source, one.published),
        *(one.author, one.place, one.language, one.section, one.url),
        _listed(one.keywords),
        _listed(one.more),
        len(one.zones),
        one.source_name,
        one.encoding,
    )


def article_from(row: Row, zones: Grouped) -> Article:
    """An article with its zones. Raises ValueError when there are not as many as it counts."""
    furniture = zones.get(row[0], ())
    if len(furniture) != row[14]:
        raise ValueError(f"article {row[0]} has lost a zone")
    return Article(
        id=row[0],
        name=row[1],
        text_sha256=row[2],
        length=row[3],
        title=row[4],
        source=row[5],
        published=row[6],
        author=row[7],
        place=row[8],
        language=row[9],
        section=row[10],
        url=row[11],
        keywords=_words(row[12]),
        more=_pairs(row[13]),
        zones=tuple(Zone(start, end, _ZONES[kind]) for _, start, end, kind in furniture),
        source_name=row[15],
        encoding=row[16],
    )


def zone_rows(one: Article) -> Sequence[Row]:
    """The rows of an article's zones."""
    return [
        (one.id, number, zone.start, zone.end, zone.kind.value)
        for number, zone in enumerate(one.zones)
    ]


# -- annotations ----------------------------------------------------------------------


def annotation_row(one: Annotation) -> Row:
    """The row of an annotation."""
    fragments = one.fragments
    return (  # an import makes hundreds of thousands: one tuple, not several joined
        one.id,
        one.article_id,
        one.label_id,
        one.annotator_id,
        fragments[0][0],
        fragments[-1][1],
        len(fragments),
        one.number,
        one.name,
        len(one.answers),
        one.note,
        one.origin,
        one.codebook_version,
    )


def annotations_from(
    found: Iterable[Row], fragments: Grouped, answers: Grouped
) -> list[Annotation]:
    """Annotations; their parts are looked up only where a row says that it has some.

    A book has fifty thousand: there is one loop. Raises ValueError when an annotation
    does not have as many parts as its row says.
    """
    made = []
    for row in found:
        (
            key, article, label, annotator, start, end, count,
            number, name, asked, note, origin, version,
        ) = row  # fmt: skip
        pieces: tuple[Fragment, ...] = ((start, end),)
        said: Answers = ()
        if count != 1 or asked:
            if count != 1:
                pieces = tuple((one, other) for _, one, other in fragments.get(key, ()))
            if asked:
                said = tuple((of, value) for _, of, value in answers.get(key, ()))
            if len(pieces) != count or len(said) != asked:
                raise ValueError(f"annotation {key} has lost a part")
        made.append(
            Annotation(
                id=key,
                article_id=article,
                label_id=label,
                annotator_id=annotator,
                fragments=pieces,
                number=number,
                name=name,
                answers=said,
                note=note,
                origin=origin,
                codebook_version=version,
            )
        )
    return made


def fragment_rows(one: Annotation) -> Sequence[Row]:
    """The rows of a discontinuous annotation's fragments."""
    if len(one.fragments) == 1:
        return ()
    return [(one.id, number, start, end) for number, (start, end) in enumerate(one.fragments)]


def answer_rows(one: Annotation) -> Sequence[Row]:
    """The rows of an annotation's answers."""
    return [(one.id, number, name, value) for number, (name, value) in enumerate(one.answers)]


def relation_row(one: Relation) -> Row:
    """The row of a relation."""
    return (
        *(one.id, one.article_id, one.type_id, one.head_id, one.child_id),
        *(one.annotator_id, one.number, one.name),
    )


def relation_from(row: Row) -> Relation:
    """A relation from its row."""
    return Relation(
        id=row[0],
        article_id=row[1],
        type_id=row[2],
        head_id=row[3],
        child_id=row[4],
        annotator_id=row[5],
        number=row[6],
        name=row[7],
    )


# -- who, and how far -----------------------------------------------------------------


def annotator_row(one: Annotator) -> Row:
    """The row of an annotator."""
    return one.id, one.name, one.kind.value


def annotator_from(row: Row) -> Annotator:
    """An annotator from its row."""
    return Annotator(row[0], row[1], AnnotatorKind(row[2]))


def status_row(one: Status) -> Row:
    """The row of a status."""
    flagged = int(one.flagged)
    return (
        *(one.article_id, one.annotator_id, one.progress.value),
        *(flagged, one.flag_note, one.answer),
    )


def status_from(row: Row) -> Status:
    """A status from its row."""
    return Status(
        article_id=row[0],
        annotator_id=row[1],
        progress=_PROGRESS[row[2]],
        flagged=bool(row[3]),
        flag_note=row[4],
        answer=row[5],
    )


def article_answer_row(one: ArticleAnswer) -> Row:
    """The row of an answer about an article."""
    return one.article_id, one.annotator_id, one.question_id, one.value


def article_answer_from(row: Row) -> ArticleAnswer:
    """An answer about an article from its row."""
    return ArticleAnswer(article_id=row[0], annotator_id=row[1], question_id=row[2], value=row[3])


# -- codebook -------------------------------------------------------------------------


def label_row(one: Label) -> Row:
    """The row of a label."""
    return (
        *(one.id, one.name, one.position, one.key, one.light, one.dark),
        *(one.definition, one.includes, one.excludes),
        _listed(one.examples),
        _listed(one.counterexamples),
        one.parent_id,
        int(one.retired),
        _listed(one.attributes),
    )


def label_from(row: Row) -> Label:
    """A label from its row."""
    return Label(
        id=row[0],
        name=row[1],
        position=row[2],
        key=row[3],
        light=row[4],
        dark=row[5],
        definition=row[6],
        includes=row[7],
        excludes=row[8],
        examples=_words(row[9]),
        counterexamples=_words(row[10]),
        parent_id=row[11],
        retired=bool(row[12]),
        attributes=msgspec.json.decode(row[13], type=tuple[Attribute, ...]),
    )


def relation_type_row(one: RelationType) -> Row:
    """The row of a relation type."""
    return (
        *(one.id, one.name, one.position),
        _listed(one.heads),
        _listed(one.children),
        one.definition,
        *(int(one.retired), int(one.symmetric), one.per_head, one.per_child),
    )


def relation_type_from(row: Row) -> RelationType:
    """A relation type from its row."""
    return RelationType(
        id=row[0],
        name=row[1],
        position=row[2],
        heads=msgspec.json.decode(row[3], type=tuple[int, ...]),
        children=msgspec.json.decode(row[4], type=tuple[int, ...]),
        definition=row[5],
        retired=bool(row[6]),
        symmetric=bool(row[7]),
        per_head=row[8],
        per_child=row[9],
    )


def question_row(one: Question) -> Row:
    """The row of a question about articles."""
    asked = msgspec.json.encode(one.asked).decode()
    return one.id, one.asked.name, one.position, asked, int(one.retired)


def question_from(row: Row) -> Question:
    """A question about articles from its row."""
    return Question(
        id=row[0],
        position=row[2],
        asked=msgspec.json.decode(row[3], type=Attribute),
        retired=bool(row[4]),
    )


def codebook_version_row(one: CodebookVersion) -> Row:
    """The row of a version of the codebook."""
    return one.number, one.at, one.annotator_id, one.book


def codebook_version_from(row: Row) -> CodebookVersion:
    """A version of the codebook from its row."""
    return CodebookVersion(number=row[0], at=row[1], annotator_id=row[2], book=row[3])


# -- entities -------------------------------------------------------------------------


def entity_row(one: Entity) -> Row:
    """The row of an entity."""
    return (
        *(one.id, one.name, one.kind),
        _listed(one.aliases),
        one.note,
        _listed(one.more),
        *(one.latitude, one.longitude, one.country),
        _listed(one.chain),
        one.precision,
    )


def entity_from(row: Row) -> Entity:
    """An entity from its row."""
    return Entity(
        id=row[0],
        name=row[1],
        kind=row[2],
        aliases=_words(row[3]),
        note=row[4],
        more=_pairs(row[5]),
        latitude=row[6],
        longitude=row[7],
        country=row[8],
        chain=_words(row[9]),
        precision=row[10],
    )


def link_row(one: EntityLink) -> Row:
    """The row of a link."""
    return one.annotation_id, one.entity_id


def link_from(row: Row) -> EntityLink:
    """A link from its row."""
    return EntityLink(annotation_id=row[0], entity_id=row[1])


# -- lists in one column --------------------------------------------------------------


def _listed(values: Sequence[object]) -> str:
    return msgspec.json.encode(values).decode() if values else "[]"


def _words(column: str) -> tuple[str, ...]:
    return msgspec.json.decode(column, type=tuple[str, ...]) if column != "[]" else ()


def _pairs(column: str) -> tuple[tuple[str, str], ...]:
    if column == "[]":
        return ()
    return msgspec.json.decode(column, type=tuple[tuple[str, str], ...])


def grouped(rows: Iterable[Row]) -> Grouped:
    """Rows by their first column, in the order they come."""
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row[1:])
    return found
