"""Changes to labels that are in use: what each would touch, and then the change itself.

A plan is made first and changes nothing. `preview` counts what it would touch and
shows a few places; `carry_out` does it as one step that is undone as one. No plan
removes an annotation but the deletion of a label, and that says how many.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from annotator.domain.annotation import Annotation
from annotator.domain.change import Change, Step, removed, replaced
from annotator.domain.codebook import SEPARATOR, Label
from annotator.editing.project import Project
from annotator.editing.watching import Cancelled, Watch, unwatched

_LISTED = 400
"""Acts on more annotations than this are written in parts, and read afresh when told."""

_PART = 2_000
_EXAMPLES = 6
_AROUND = 60


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """Annotations of one label that get another.

    With `answer`, those that say this (attribute and value, "" for no answer); with
    `ids`, these; else all.
    """

    source: int
    target: int
    answer: tuple[str, str] | None = None
    ids: tuple[int, ...] | None = None


class Rewrite(msgspec.Struct, frozen=True, kw_only=True):
    """Answers of one label that are written otherwise.

    `attribute` is called `to_attribute` from now on; with `value`, only this answer (or
    this one of several choices) is written as `to_value`.
    """

    label_id: int
    attribute: str
    to_attribute: str
    value: str | None = None
    to_value: str = ""

    def of(self, annotation: Annotation) -> Annotation:
        """The annotation with its answers as they are to be."""
        answers = tuple(
            (self.to_attribute, self._said(said)) if name == self.attribute else (name, said)
            for name, said in annotation.answers
        )
        return msgspec.structs.replace(annotation, answers=answers)

    def _said(self, said: str) -> str:
        if self.value is None:
            return said
        parts = [self.to_value if one == self.value else one for one in said.split(SEPARATOR)]
        return SEPARATOR.join(dict.fromkeys(parts))


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A change of the codebook with what it means for annotations.

    `touches` are the labels whose annotations read differently afterwards, `moves`
    which of them get another label, `rewrites` which answers read otherwise, `removes`
    the labels whose annotations go.
    `remarks` are sentences on what else comes with it.
    """

    title: str
    changes: tuple[Change, ...]
    touches: tuple[int, ...] = ()
    moves: tuple[Move, ...] = ()
    rewrites: tuple[Rewrite, ...] = ()
    removes: tuple[int, ...] = ()
    remarks: tuple[str, ...] = ()


class Example(msgspec.Struct, frozen=True):
    """A place that a plan touches: the article's title, the marked words and their line."""

    article: str
    before: str
    marked: str
    after: str


class Touched(msgspec.Struct, frozen=True, kw_only=True):
    """What a plan would touch.

    `moved` counts annotations by the name of the label they get. `removed`,
    `removed_relations` and `removed_links` are what would be lost. `doubled` spans
    would be marked twice alike by one annotator; both marks are kept. `rewritten`
    answers would read otherwise.
    """

    annotations: int = 0
    articles: int = 0
    moved: tuple[tuple[str, int], ...] = ()
    removed: int = 0
    removed_relations: int = 0
    removed_links: int = 0
    doubled: int = 0
    rewritten: int = 0
    examples: tuple[Example, ...] = ()


def preview(project: Project, plan: Plan) -> Touched:
    """What a plan would touch. Changes nothing."""
    there = project.reader.labelled
    if not plan.touches:
        return Touched()
    usage = there.usage(plan.touches)
    moved: dict[str, int] = {}
    names = _names(project, plan)
    for move in plan.moves:
        name = names[move.target]
        every = move.answer is None and move.ids is None and plan.touches == (move.source,)
        count = usage.annotations if every else _count(project, move)
        moved[name] = moved.get(name, 0) + count
    lost = there.usage(plan.removes) if plan.removes else None
    hanging = there.hanging(plan.removes) if plan.removes else None
    merged = {move.source for move in plan.moves} | {move.target for move in plan.moves}
    whole = all(move.answer is None and move.ids is None for move in plan.moves)
    return Touched(
        annotations=usage.annotations,
        articles=usage.articles,
        moved=tuple(moved.items()),
        removed=lost.annotations if lost else 0,
        removed_relations=hanging.relations if hanging else 0,
        removed_links=hanging.entity_links if hanging else 0,
        doubled=there.doubled(tuple(merged)) if plan.moves and whole else 0,
        rewritten=sum(_rewritten(project, one) for one in plan.rewrites),
        examples=tuple(_examples(project, plan)),
    )


def carry_out(project: Project, plan: Plan, watch: Watch = unwatched) -> None:
    """Do what a plan says, as one step. Raises Cancelled, or Refused; nothing was changed then."""
    work = _Work(project, plan)
    if work.total > _LISTED:
        project.tell(write(project, plan, watch))
        return
    changes = [*plan.changes]
    for part in work.parts(unwatched):
        changes += part
    project.do(Step(title=plan.title, changes=tuple(_in_order(changes))))


def is_large(touched: Touched) -> bool:
    """Whether a plan that touches so much takes long enough to be watched."""
    return touched.annotations > _LISTED


def write(project: Project, plan: Plan, watch: Watch = unwatched) -> Step:
    """Write what a large plan says, in parts; the step is still to be told.

    May run in a worker thread. `watch` counts annotations. Raises as `carry_out` does.
    """
    work = _Work(project, plan)
    from annotator.store.parts import Part  # noqa: PLC0415  not needed to start

    def parts() -> Iterator[Part]:
        stays = [one for one in plan.changes if one.after is not None]
        goes = [one for one in plan.changes if one.after is None]
        yield Part((*project.version_left(), *stays))
        for part in work.parts(watch):
            yield Part(part)
        yield Part(goes)

    return project.write_bulk(plan.title, parts())


class _Work:
    """The annotations of a plan, in parts."""

    def __init__(self, project: Project, plan: Plan) -> None:
        self._project = project
        self._moves = [(move, _ids(project, move)) for move in plan.moves]
        self._removes = project.reader.labelled.ids(plan.removes) if plan.removes else ()
        self._rewrites = [
            (one, project.reader.labelled.answering_ids(one.label_id, one.attribute))
            for one in plan.rewrites
        ]
        worked = [*self._moves, *self._rewrites]
        self.total = sum(len(ids) for _, ids in worked) + len(self._removes)

    def parts(self, watch: Watch) -> Iterator[list[Change]]:
        """Changes, some thousand at a time. Raises Cancelled when `watch` says so."""
        done = 0
        there = self._project.reader.labelled
        for move, ids in self._moves:
            for some in _sliced(ids):
                if not watch(done, self.total, ""):
                    raise Cancelled
                done += len(some)
                yield [
                    replaced(one, msgspec.structs.replace(one, label_id=move.target))
                    for one in there.annotations(some)
                ]
        for rewrite, ids in self._rewrites:
            for some in _sliced(ids):
                if not watch(done, self.total, ""):
                    raise Cancelled
                done += len(some)
                pairs = ((one, rewrite.of(one)) for one in there.annotations(some))
                yield [replaced(one, other) for one, other in pairs if one != other]
        for some in _sliced(self._removes):
            if not watch(done, self.total, ""):
                raise Cancelled
            done += len(some)
            hanging: list[Change] = [removed(one) for one in there.relations(some)]
            hanging += [removed(one) for one in there.entity_links(some)]
            yield [*hanging, *(removed(one) for one in there.annotations(some))]


def _in_order(changes: Sequence[Change]) -> list[Change]:
    """What is removed, last: until then others may refer to it."""
    labels = [one for one in changes if one.after is None and isinstance(one.before, Label)]
    return [one for one in changes if one not in labels] + labels


def _sliced(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for first in range(0, len(ids), _PART):
        yield ids[first : first + _PART]


def _ids(project: Project, move: Move) -> Sequence[int]:
    there = project.reader.labelled
    if move.ids is not None:
        return sorted(move.ids)
    if move.answer is not None:
        return there.answered_ids(move.source, *move.answer)
    return there.ids((move.source,))


def _count(project: Project, move: Move) -> int:
    there = project.reader.labelled
    if move.ids is not None:
        return len(move.ids)
    if move.answer is not None:
        attribute, value = move.answer
        return there.answers(move.source, attribute).get(value, 0)
    return there.usage((move.source,)).annotations


def _rewritten(project: Project, rewrite: Rewrite) -> int:
    said = project.reader.labelled.answers(rewrite.label_id, rewrite.attribute)
    return sum(
        count
        for value, count in said.items()
        if value and (rewrite.value is None or rewrite.value in value.split(SEPARATOR))
    )


def _names(project: Project, plan: Plan) -> Mapping[int, str]:
    names = {label.id: label.name for label in project.codebook.labels}
    for change in plan.changes:
        if isinstance(change.after, Label):
            names[change.after.id] = change.after.name
    return names


def _examples(project: Project, plan: Plan) -> Iterator[Example]:
    reader = project.reader
    which = plan.removes or tuple({move.source for move in plan.moves}) or plan.touches
    for annotation in reader.labelled.annotations(reader.labelled.some_ids(which, _EXAMPLES)):
        yield example_of(project, annotation)


def example_of(project: Project, annotation: Annotation) -> Example:
    """An annotation with the words around it."""
    article = project.reader.article(annotation.article_id)
    text = project.reader.text(article.text_sha256)
    start, end = annotation.start, annotation.end
    return Example(
        article.title or article.name,
        _line(text[max(0, start - _AROUND) : start].rpartition("\n")[2]),
        annotation.text_in(text),
        _line(text[end : end + _AROUND].partition("\n")[0]),
    )


def _line(text: str) -> str:
    return " ".join(text.split(" "))
