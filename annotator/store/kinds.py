"""The kinds of values a project holds, each with its table: the one list of them.

A kind's `columns` stand in the order of its table; the first of them, `keys` many,
tell one value from another. Parts are rows of a second table (an article's zones,
an annotation's fragments where it has several, its answers); the first column of a
part names the value it belongs to, and the value's own row counts them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from annotator.domain.annotation import Annotation, Relation
from annotator.domain.annotator import Annotator
from annotator.domain.article import Article, ArticleAnswer
from annotator.domain.change import Value
from annotator.domain.codebook import CodebookVersion, Label, Question, RelationType
from annotator.domain.entity import Entity, EntityLink
from annotator.domain.status import Status
from annotator.store import rows
from annotator.store.rows import Row


class Part(NamedTuple):
    """Rows of a second table that belong to a value.

    They are of what the value's attribute `listed` has, where it has at least `fewest`.
    """

    table: str
    columns: tuple[str, ...]
    rows: Callable[[Any], Sequence[Row]]
    listed: str
    fewest: int = 1

    def rows_of(self, values: Sequence[Value]) -> list[Row]:
        """The rows of values, of one after the other."""
        listed, fewest, rows = attrgetter(self.listed), self.fewest, self.rows
        some = [value for value in values if len(listed(value)) >= fewest]
        return [row for value in some for row in rows(value)]


class Kind(NamedTuple):
    """How one kind of value is kept.

    `derived` is a column that follows from the value, and its maker; it is written
    with the row and never compared.
    """

    name: str
    type: type[Value]
    table: str
    keys: int
    columns: tuple[str, ...]
    row: Callable[[Any], Row]
    parts: tuple[Part, ...] = ()
    derived: tuple[str, Callable[[Any], str]] | None = None

    @property
    def full_row(self) -> Callable[[Any], Row]:
        """What makes the row with the derived column."""
        if self.derived is None:
            return self.row
        row, follows = self.row, self.derived[1]
        return lambda value: (*row(value), follows(value))


def select(kind: Kind | Part, prefix: str = "") -> str:
    """The beginning of a question for all columns of a table; `prefix` is put before each."""
    columns = ", ".join(f'{prefix}"{name}"' for name in kind.columns)
    return f"SELECT {columns} FROM {kind.table}"  # noqa: S608  constants of this room


def searched(article: Article) -> str:
    """What the filter of the article list looks into, folded, a field a line."""
    fields = (
        article.title,
        article.source,
        *article.keywords,
        article.author,
        article.place,
        article.name,
    )
    from annotator.text.folding import fold_key  # noqa: PLC0415  not needed to read

    return "\n".join(fold_key(field) for field in fields if field)


def _columns(names: str) -> tuple[str, ...]:
    return tuple(names.split())


ZONES = Part("zones", ("article_id", "number", "start", "end", "kind"), rows.zone_rows, "zones")
FRAGMENTS = Part(
    "annotation_fragments",
    ("annotation_id", "number", "start", "end"),
    rows.fragment_rows,
    "fragments",
    2,
)
ANSWERS = Part(
    "annotation_answers", ("annotation_id", "number", "name", "value"), rows.answer_rows, "answers"
)


ARTICLE = Kind(
    "article",
    Article,
    "articles",
    1,
    _columns(
        "id name text_sha256 length title source published author place language section url "
        "keywords more zone_count source_name encoding"
    ),
    rows.article_row,
    (ZONES,),
    ("folded", searched),
)
ANNOTATOR = Kind(
    "annotator", Annotator, "annotators", 1, _columns("id name kind"), rows.annotator_row
)
LABEL = Kind(
    "label",
    Label,
    "labels",
    1,
    _columns(
        "id name position key light dark definition includes excludes examples counterexamples "
        "parent_id retired attributes"
    ),
    rows.label_row,
)
RELATION_TYPE = Kind(
    "relation type",
    RelationType,
    "relation_types",
    1,
    _columns("id name position heads children definition retired symmetric per_head per_child"),
    rows.relation_type_row,
)
QUESTION = Kind(
    "question",
    Question,
    "questions",
    1,
    _columns("id name position asked retired"),
    rows.question_row,
)
CODEBOOK_VERSION = Kind(
    "codebook version",
    CodebookVersion,
    "codebook_versions",
    1,
    _columns("number at annotator_id book"),
    rows.codebook_version_row,
)
ANNOTATION = Kind(
    "annotation",
    Annotation,
    "annotations",
    1,
    _columns(
        "id article_id label_id annotator_id start end fragment_count number name answer_count "
        "note origin codebook_version"
    ),
    rows.annotation_row,
    (FRAGMENTS, ANSWERS),
)
RELATION = Kind(
    "relation",
    Relation,
    "relations",
    1,
    _columns("id article_id type_id head_id child_id annotator_id number name"),
    rows.relation_row,
)
STATUS = Kind(
    "status",
    Status,
    "statuses",
    2,
    _columns("article_id annotator_id progress flagged flag_note answer"),
    rows.status_row,
)
ARTICLE_ANSWER = Kind(
    "article answer",
    ArticleAnswer,
    "article_answers",
    3,
    _columns("article_id annotator_id question_id value"),
    rows.article_answer_row,
)
ENTITY = Kind(
    "entity",
    Entity,
    "entities",
    1,
    _columns("id name kind aliases note more latitude longitude country chain precision"),
    rows.entity_row,
)
ENTITY_LINK = Kind(
    "entity link", EntityLink, "entity_links", 2, _columns("annotation_id entity_id"), rows.link_row
)

KINDS = (
    ARTICLE,
    ANNOTATOR,
    LABEL,
    RELATION_TYPE,
    QUESTION,
    CODEBOOK_VERSION,
    ANNOTATION,
    RELATION,
    STATUS,
    ARTICLE_ANSWER,
    ENTITY,
    ENTITY_LINK,
)
"""Every kind of value, each behind those it refers to."""
