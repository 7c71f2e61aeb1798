"""Rules for good coding: what an article breaks, where, and how it is put right.

A rule is a function that yields findings about one article; `RULES` is the one list
of them. None of them writes: a finding carries the changes that would put it right,
where there is an obvious way, and whoever shows it sends them as one step. What must
hold whatever is coded (hashes, offsets, references) is the business of
`store.check`, not of these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

import msgspec

from annotator.domain.annotation import Annotation
from annotator.domain.change import Change, Step, removed, replaced
from annotator.domain.codebook import Codebook, Question, unanswered
from annotator.domain.entity import EntityLink
from annotator.domain.refusal import Refused, Stale
from annotator.domain.span import crosses, overlaps
from annotator.editing.linking import ends_of, is_holder, may_end, types_from, unmarked_end
from annotator.editing.project import OpenArticle, Project
from annotator.editing.watching import Cancelled, Watch
from annotator.text.names import name_key

_LONGEST_NAME = 60
_MOST_TOGETHER = 40
"""Marks that are compared with a mark before it, at most: enough for any nesting."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a rule says.

    `annotation_id` is the mark it is about, None for the article; `words` are those
    of the mark, `more` a name or two for the sentence. `fix` are the changes that
    put it right, `fixed_by` says what they do ("remove the blanks").
    """

    rule: str
    article_id: int
    title: str
    annotation_id: int | None = None
    start: int = 0
    end: int = 0
    words: str = ""
    more: str = ""
    fix: tuple[Change, ...] = ()
    fixed_by: str = ""


class Marked(msgspec.Struct, frozen=True):
    """An article as rules see it."""

    article: OpenArticle
    codebook: Codebook
    me: int
    answers: dict[int, str]
    """The article's own answers by question, those of the annotator `me`."""
    elsewhere: dict[str, dict[int, int]]
    """How often a text is marked with which label in the whole project."""

    def about(self, rule: str, mark: Annotation | None, **more: object) -> Finding:
        """A finding about a mark of this article, or about the article itself."""
        article = self.article
        said = {
            "rule": rule,
            "article_id": article.id,
            "title": article.article.title or article.article.name,
        }
        if mark is not None:
            words = " ".join(article.text_of(mark)[:200].split())
            said |= {"annotation_id": mark.id, "start": mark.start, "end": mark.end, "words": words}
        return Finding(**said, **more)  # type: ignore[arg-type]


Rule = Callable[[Marked], Iterator[Finding]]


def claim_without_holder(seen: Marked) -> Iterator[Finding]:
    """Nobody holds a claim, and nobody said that there is nobody."""
    for mark in seen.article.annotations.in_reading_order():
        for kind in types_from(seen.codebook, mark):
            if not is_holder(kind) or unmarked_end(mark, kind):
                continue
            if not ends_of(seen.article, kind, mark.id):
                yield seen.about("claim without holder", mark)


def unanswered_question(seen: Marked) -> Iterator[Finding]:
    """A question that must be answered is not."""
    for mark in seen.article.annotations.in_reading_order():
        for asked in unanswered(seen.codebook.label(mark.label_id), mark.answers):
            yield seen.about("unanswered question", mark, more=asked.name)
    said = {
        question.name: seen.answers.get(question.id, "") for question in seen.codebook.questions
    }
    for question in seen.codebook.questions:
        if _must_be_answered(question, said):
            yield seen.about("unanswered question", None, more=question.name)


def crossing_spans(seen: Marked) -> Iterator[Finding]:
    """Two marks of one label by one annotator overlap, and neither holds the other."""
    ordered = seen.article.annotations.in_reading_order()
    for place, mark in enumerate(ordered):
        for other in ordered[place + 1 : place + _MOST_TOGETHER]:
            if other.start >= mark.end:
                break
            same = (mark.label_id, mark.annotator_id) == (other.label_id, other.annotator_id)
            if same and crosses((mark.start, mark.end), (other.start, other.end)):
                yield seen.about("crossing marks", other, more=_short(seen.article.text_of(mark)))


def double_marks(seen: Marked) -> Iterator[Finding]:
    """The same words are marked twice with one label by one annotator."""
    for mark, other in pairwise(
        sorted(
            seen.article.annotations,
            key=lambda one: (one.fragments, one.label_id, one.annotator_id, one.number),
        )
    ):
        if (mark.fragments, mark.label_id, mark.annotator_id) == (
            other.fragments,
            other.label_id,
            other.annotator_id,
        ):
            hanging = seen.article.annotations.relations_of(other.id)
            linked = seen.article.annotations.entities_of(other.id)
            fix = () if hanging or linked else (removed(other),)
            yield seen.about("double mark", other, fix=fix, fixed_by="remove the second mark")


def marked_otherwise(seen: Marked) -> Iterator[Finding]:
    """The same name has another label almost everywhere else."""
    for mark in seen.article.annotations.in_reading_order():
        if mark.end - mark.start > _LONGEST_NAME:
            continue
        counts = seen.elsewhere.get(name_key(seen.article.text_of(mark)), {})
        mine = counts.get(mark.label_id, 0)
        label_id, most = max(counts.items(), key=lambda one: one[1], default=(0, 0))
        if label_id != mark.label_id and most >= 3 and most >= 3 * mine:
            yield seen.about(
                "marked otherwise elsewhere", mark, more=seen.codebook.label(label_id).name
            )


def place_without_coordinates(seen: Marked) -> Iterator[Finding]:
    """A mark means a place that is nowhere yet."""
    for mark in seen.article.annotations.in_reading_order():
        entity = seen.article.entity_of(mark.id)
        if entity is not None and entity.kind == "place" and entity.latitude is None:
            yield seen.about("place without coordinates", mark, more=entity.name)


def mark_on_furniture(seen: Marked) -> Iterator[Finding]:
    """A mark lies in a stretch that is not prose: a repeated title, a byline."""
    zones = [zone for zone in seen.article.article.zones if zone.end > zone.start]
    for mark in seen.article.annotations.in_reading_order():
        zone = next(
            (one for one in zones if overlaps((mark.start, mark.end), (one.start, one.end))), None
        )
        if zone is not None:
            yield seen.about(
                "mark on furniture", mark, more=zone.kind.value,
                fix=_gone(seen, mark), fixed_by="remove the mark",
            )  # fmt: skip


def blanks_at_the_edge(seen: Marked) -> Iterator[Finding]:
    """A mark begins or ends with a blank."""
    text = seen.article.text
    for mark in seen.article.annotations.in_reading_order():
        trimmed = tuple(
            piece for piece in (_trimmed(text, *one) for one in mark.fragments) if piece is not None
        )
        if trimmed and trimmed != mark.fragments:
            after = msgspec.structs.replace(mark, fragments=trimmed)
            yield seen.about(
                "blanks at the edge", mark, fix=(replaced(mark, after),),
                fixed_by="leave the blanks out",
            )  # fmt: skip


def wrong_end(seen: Marked) -> Iterator[Finding]:
    """A link that the codebook does not allow between these labels, or not so many of."""
    annotations = seen.article.annotations
    for relation in sorted(annotations.relations.values(), key=lambda one: one.number):
        head, child = annotations.find(relation.head_id), annotations.find(relation.child_id)
        kind = seen.codebook.relation_type(relation.type_id)
        if head is None or child is None:
            continue
        many = kind.per_head and len(ends_of(seen.article, kind, head.id)) > kind.per_head
        if many or not may_end(kind, head, child):
            yield seen.about(
                "link with a wrong end", head, more=f"{kind.name} → "
                f"{_short(seen.article.text_of(child))}", fix=(removed(relation),),
                fixed_by="remove the link",
            )  # fmt: skip


def retired_label(seen: Marked) -> Iterator[Finding]:
    """A label or a relation type that is retired is still in use."""
    for mark in seen.article.annotations.in_reading_order():
        label = seen.codebook.label(mark.label_id)
        if label.retired:
            yield seen.about("retired label", mark, more=label.name)


RULES: tuple[tuple[str, Rule], ...] = (
    ("claim without holder", claim_without_holder),
    ("unanswered question", unanswered_question),
    ("link with a wrong end", wrong_end),
    ("crossing marks", crossing_spans),
    ("double mark", double_marks),
    ("marked otherwise elsewhere", marked_otherwise),
    ("place without coordinates", place_without_coordinates),
    ("mark on furniture", mark_on_furniture),
    ("blanks at the edge", blanks_at_the_edge),
    ("retired label", retired_label),
)
"""Every rule under its name, in the order in which findings are shown."""


# -- looking --------------------------------------------------------------------------


def check_article(
    project: Project, article: OpenArticle, elsewhere: dict[str, dict[int, int]] | None = None
) -> list[Finding]:
    """What the rules say about one article."""
    seen = Marked(
        article,
        project.codebook,
        project.me.id,
        _article_answers(project, article.id),
        elsewhere or {},
    )
    return [finding for _, rule in RULES for finding in rule(seen)]


def check_project(project: Project, watch: Watch) -> list[Finding]:
    """What the rules say about every article; for a thread of its own.

    Raises Cancelled when `watch` says so.
    """
    ids = project.reader.article_ids()
    elsewhere: dict[str, dict[int, int]] = {}
    total = 2 * len(ids)
    for done, article_id in enumerate(ids):
        if not watch(done, total, ""):
            raise Cancelled
        for mark, words in _names_in(project, article_id):
            counts = elsewhere.setdefault(words, {})
            counts[mark.label_id] = counts.get(mark.label_id, 0) + 1
    found: list[Finding] = []
    for done, article_id in enumerate(ids, start=len(ids)):
        article = project.look_at(article_id)
        if not watch(done, total, article.article.title):
            raise Cancelled
        found += check_article(project, article, elsewhere)
    order = {name: place for place, (name, _) in enumerate(RULES)}
    return sorted(found, key=lambda one: order[one.rule])


def put_right(project: Project, findings: list[Finding]) -> int:
    """Do the fixes of findings as one step; returns how many there were.

    Raises Refused when something has changed since they were found.
    """
    fixes = [finding for finding in findings if finding.fix]
    if not fixes:
        raise Refused("There is no obvious way to put this right; go there and decide.")
    seen: set[tuple[str, object]] = set()
    changes: list[Change] = []
    for finding in fixes:
        for change in finding.fix:
            value = change.value
            key = (type(value).__name__, _identity(value))
            if key not in seen:
                seen.add(key)
                changes.append(change)
    articles = {finding.article_id for finding in fixes}
    title = f"Put right: {fixes[0].rule}" if len(fixes) == 1 else f"Put right {len(fixes)} findings"
    try:
        project.do(
            Step(
                title=title,
                changes=tuple(changes),
                article_id=articles.pop() if len(articles) == 1 else None,
            )
        )
    except Stale as why:
        raise Refused("This was changed since it was looked at; look again.") from why
    return len(fixes)


# -- deciding -------------------------------------------------------------------------


def _identity(value: object) -> object:
    if isinstance(value, EntityLink):
        return value.annotation_id, value.entity_id
    return getattr(value, "id", None)


def _must_be_answered(question: Question, said: dict[str, str]) -> bool:
    asked = question.asked
    return (
        not question.retired
        and asked.required
        and not said.get(question.name)
        and asked.is_asked(said)
    )


def _article_answers(project: Project, article_id: int) -> dict[int, str]:
    return {
        one.question_id: one.value
        for one in project.article_answers(article_id)
        if one.annotator_id == project.me.id
    }


def _names_in(project: Project, article_id: int) -> Iterator[tuple[Annotation, str]]:
    article = project.look_at(article_id)
    for mark in article.annotations:
        if mark.end - mark.start <= _LONGEST_NAME:
            yield mark, name_key(article.text_of(mark))


def _gone(seen: Marked, mark: Annotation) -> tuple[Change, ...]:
    """The changes that remove a mark with what hangs on it."""
    annotations = seen.article.annotations
    return (
        *(removed(one) for one in annotations.relations_of(mark.id)),
        *(
            removed(EntityLink(annotation_id=mark.id, entity_id=one))
            for one in annotations.entities_of(mark.id)
        ),
        removed(mark),
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _short(words: str) -> str:
    line = " ".join(words[:200].split())
    return line if len(line) <= 40 else f"{line[:39]}…"
