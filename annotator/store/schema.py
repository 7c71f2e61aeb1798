"""The tables of a project file.

Every reference is checked when a transaction ends, so the changes
of one act may come in any order. Rows of `zones`, `annotation_fragments` and
`annotation_answers` are parts of a value; the value's own row counts them, and so
tells when one is missing. The index of words (`search_index`) is none of these tables:
it follows from `texts`.

A change here is a new schema version: a script in `migrations/versions`, the new
hash in `fingerprint`.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import (
    REAL,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.schema import SchemaItem

METADATA = MetaData()


def _table(name: str, *items: SchemaItem, rowid: bool = True) -> Table:
    return Table(name, METADATA, *items, sqlite_strict=True, sqlite_with_rowid=rowid)


def _id() -> Column[int]:
    return Column("id", Integer, CheckConstraint("id > 0"), primary_key=True, autoincrement=False)


def _words(*names: str) -> list[Column[str]]:
    return [Column(name, Text, nullable=False) for name in names]


def _list(name: str) -> Column[str]:
    # not json_type: with trusted_schema off, SQLite 3.40 lets no schema call it
    check = CheckConstraint(f"{name} LIKE '[%]'")
    return Column(name, Text, check, nullable=False)


def _number(name: str, *, least: int = 0) -> Column[int]:
    return Column(name, Integer, CheckConstraint(f'"{name}" >= {least}'), nullable=False)


def _yes_no(name: str) -> Column[int]:
    return Column(name, Integer, CheckConstraint(f"{name} IN (0, 1)"), nullable=False)


def _one_of(name: str, choices: Sequence[str]) -> Column[str]:
    listed = ", ".join(f"'{choice}'" for choice in choices)
    return Column(name, Text, CheckConstraint(f"{name} IN ({listed})"), nullable=False)


def _to(
    name: str, target: str, *, index: bool = True, key: bool = False, empty: bool = False
) -> Column[int]:
    reference = ForeignKey(target, deferrable=True, initially="DEFERRED")
    return Column(name, Integer, reference, primary_key=key, nullable=empty, index=index)


PROJECT = _table(
    "project",
    Column("key", Text, primary_key=True, nullable=False),
    *_words("value"),
    rowid=False,
)

TEXTS = _table(
    "texts",
    # given by SQLite, known to the index of words alone
    Column("id", Integer, CheckConstraint("id > 0"), primary_key=True),
    Column("sha256", Text, CheckConstraint("length(sha256) = 64"), nullable=False, unique=True),
    *_words("text"),
    # "as text": the file's bytes were the text in UTF-8; "packed": they are in `original`
    _one_of("kept", ("nothing", "as text", "packed")),
    Column("original", LargeBinary),
    CheckConstraint("(kept = 'packed') = (original IS NOT NULL)"),
)

ARTICLES = _table(
    "articles",
    _id(),
    Column("name", Text, nullable=False, unique=True),
    Column(
        "text_sha256",
        Text,
        ForeignKey("texts.sha256", deferrable=True, initially="DEFERRED"),
        nullable=False,
    ),
    _number("length"),
    *_words("title", "source", "published", "author", "place", "language", "section", "url"),
    _list("keywords"),
    _list("more"),
    _number("zone_count"),
    *_words("source_name", "encoding"),
    # what the list of articles is searched by; follows from the rest
    *_words("folded"),
    Index("ix_articles_text", "text_sha256", "source_name"),
)

ZONES = _table(
    "zones",
    _to("article_id", "articles.id", key=True, index=False),
    Column("number", Integer, primary_key=True, nullable=False),
    _number("start"),
    Column("end", Integer, nullable=False),
    _one_of("kind", ("title", "repeated title", "byline", "dateline", "heading", "keywords")),
    CheckConstraint('"end" >= start'),
    rowid=False,
)

ANNOTATORS = _table(
    "annotators",
    _id(),
    Column("name", Text, nullable=False, unique=True),
    _one_of("kind", ("person", "model", "gold")),
)

LABELS = _table(
    "labels",
    _id(),
    Column("name", Text, nullable=False, unique=True),
    Column("position", Integer, nullable=False),
    *_words("key", "light", "dark", "definition", "includes", "excludes"),
    _list("examples"),
    _list("counterexamples"),
    _to("parent_id", "labels.id", empty=True),
    _yes_no("retired"),
    _list("attributes"),
)

RELATION_TYPES = _table(
    "relation_types",
    _id(),
    Column("name", Text, nullable=False, unique=True),
    Column("position", Integer, nullable=False),
    _list("heads"),
    _list("children"),
    *_words("definition"),
    _yes_no("retired"),
    _yes_no("symmetric"),
    _number("per_head"),
    _number("per_child"),
)

QUESTIONS = _table(
    "questions",
    _id(),
    Column("name", Text, nullable=False, unique=True),
    Column("position", Integer, nullable=False),
    Column("asked", Text, CheckConstraint("asked LIKE '{%}'"), nullable=False),
    _yes_no("retired"),
)

CODEBOOK_VERSIONS = _table(
    "codebook_versions",
    Column("number", Integer, CheckConstraint("number > 0"), primary_key=True, autoincrement=False),
    *_words("at"),
    _to("annotator_id", "annotators.id"),
    Column("book", Text, CheckConstraint("book LIKE '{%}'"), nullable=False),
)

ANNOTATIONS = _table(
    "annotations",
    _id(),
    _to("article_id", "articles.id", index=False),
    _to("label_id", "labels.id", index=False),
    _to("annotator_id", "annotators.id", index=False),
    _number("start"),
    Column("end", Integer, nullable=False),
    _number("fragment_count", least=1),
    Column("number", Integer, nullable=False),
    *_words("name"),
    _number("answer_count"),
    *_words("note", "origin"),
    _number("codebook_version", least=1),
    CheckConstraint('"end" > start'),
    Index("ix_annotations_article", "article_id", "number"),
    # counts by label and by annotator in one pass; annotators almost never go
    Index("ix_annotations_label", "label_id", "annotator_id", "codebook_version"),
)

ANNOTATION_FRAGMENTS = _table(
    "annotation_fragments",
    _to("annotation_id", "annotations.id", key=True, index=False),
    Column("number", Integer, primary_key=True, nullable=False),
    _number("start"),
    Column("end", Integer, nullable=False),
    CheckConstraint('"end" > start'),
    rowid=False,
)

ANNOTATION_ANSWERS = _table(
    "annotation_answers",
    _to("annotation_id", "annotations.id", key=True, index=False),
    Column("number", Integer, primary_key=True, nullable=False),
    *_words("name", "value"),
    rowid=False,
)

RELATIONS = _table(
    "relations",
    _id(),
    _to("article_id", "articles.id", index=False),
    _to("type_id", "relation_types.id"),
    _to("head_id", "annotations.id"),
    _to("child_id", "annotations.id"),
    _to("annotator_id", "annotators.id"),
    Column("number", Integer, nullable=False),
    *_words("name"),
    Index("ix_relations_article", "article_id", "number"),
)

STATUSES = _table(
    "statuses",
    _to("article_id", "articles.id", key=True, index=False),
    _to("annotator_id", "annotators.id", key=True, index=False),
    _one_of("progress", ("to do", "in progress", "done")),
    _yes_no("flagged"),
    *_words("flag_note"),
    _one_of("answer", ("", "accept", "reject", "ignore")),
    Index("ix_statuses_annotator", "annotator_id", "progress", "flagged"),
    rowid=False,
)

ARTICLE_ANSWERS = _table(
    "article_answers",
    _to("article_id", "articles.id", key=True, index=False),
    _to("annotator_id", "annotators.id", key=True),
    _to("question_id", "questions.id", key=True),
    *_words("value"),
    rowid=False,
)

ENTITIES = _table(
    "entities",
    _id(),
    *_words("name", "kind"),
    _list("aliases"),
    *_words("note"),
    _list("more"),
    Column("latitude", REAL, CheckConstraint("latitude BETWEEN -90 AND 90")),
    Column("longitude", REAL, CheckConstraint("longitude BETWEEN -180 AND 180")),
    *_words("country"),
    _list("chain"),
    *_words("precision"),
)

ENTITY_LINKS = _table(
    "entity_links",
    _to("annotation_id", "annotations.id", key=True, index=False),
    _to("entity_id", "entities.id", key=True),
    rowid=False,
)

JOURNAL = _table(
    "journal",
    Column("seq", Integer, primary_key=True),
    *_words("at"),
    # no references: the journal outlives what it tells of
    Column("annotator_id", Integer, nullable=False),
    Column("article_id", Integer, index=True),
    _one_of("kind", ("do", "undo", "redo")),
    Column(
        "target",
        Integer,
        ForeignKey("journal.seq", deferrable=True, initially="DEFERRED"),
        index=True,
    ),
    *_words("title", "merge_key"),
    Column(
        "state",
        Text,
        CheckConstraint("state IN ('done', 'undone', 'dropped', 'settled')"),
        index=True,
    ),
    _yes_no("bulk"),
    CheckConstraint("(kind = 'do') = (state IS NOT NULL)"),
    CheckConstraint("(kind = 'do') = (target IS NULL)"),
)

JOURNAL_PARTS = _table(
    "journal_part",
    Column(
        "seq",
        Integer,
        ForeignKey("journal.seq", deferrable=True, initially="DEFERRED"),
        primary_key=True,
        nullable=False,
    ),
    Column("part", Integer, primary_key=True, nullable=False),
    Column("changes", LargeBinary, nullable=False),
)
