"""The first tables: what version 1 of a project file looks like, for ever."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None

_TABLES = """
CREATE TABLE annotators (
    id INTEGER NOT NULL CHECK (id > 0),
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('person', 'model', 'gold')),
    PRIMARY KEY (id),
    UNIQUE (name)
) STRICT;

CREATE TABLE entities (
    id INTEGER NOT NULL CHECK (id > 0),
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    aliases TEXT NOT NULL CHECK (aliases LIKE '[%]'),
    note TEXT NOT NULL,
    more TEXT NOT NULL CHECK (more LIKE '[%]'),
    latitude REAL CHECK (latitude BETWEEN -90 AND 90),
    longitude REAL CHECK (longitude BETWEEN -180 AND 180),
    country TEXT NOT NULL,
    PRIMARY KEY (id)
) STRICT;

CREATE TABLE journal (
    seq INTEGER NOT NULL,
    at TEXT NOT NULL,
    annotator_id INTEGER NOT NULL,
    article_id INTEGER,
    kind TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo')),
    target INTEGER,
    title TEXT NOT NULL,
    merge_key TEXT NOT NULL,
    state TEXT CHECK (state IN ('done', 'undone', 'dropped', 'settled')),
    bulk INTEGER NOT NULL CHECK (bulk IN (0, 1)),
    PRIMARY KEY (seq),
    CHECK ((kind = 'do') = (state IS NOT NULL)),
    CHECK ((kind = 'do') = (target IS NULL)),
    FOREIGN KEY(target) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX ix_journal_article_id ON journal (article_id);

CREATE INDEX ix_journal_state ON journal (state);

CREATE INDEX ix_journal_target ON journal (target);

CREATE TABLE labels (
    id INTEGER NOT NULL CHECK (id > 0),
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    light TEXT NOT NULL,
    dark TEXT NOT NULL,
    definition TEXT NOT NULL,
    includes TEXT NOT NULL,
    excludes TEXT NOT NULL,
    examples TEXT NOT NULL CHECK (examples LIKE '[%]'),
    counterexamples TEXT NOT NULL CHECK (counterexamples LIKE '[%]'),
    parent_id INTEGER,
    retired INTEGER NOT NULL CHECK (retired IN (0, 1)),
    attributes TEXT NOT NULL CHECK (attributes LIKE '[%]'),
    PRIMARY KEY (id),
    UNIQUE (name),
    FOREIGN KEY(parent_id) REFERENCES labels (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX ix_labels_parent_id ON labels (parent_id);

CREATE TABLE project (
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY ("key")
) WITHOUT ROWID, STRICT;

CREATE TABLE relation_types (
    id INTEGER NOT NULL CHECK (id > 0),
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    heads TEXT NOT NULL CHECK (heads LIKE '[%]'),
    children TEXT NOT NULL CHECK (children LIKE '[%]'),
    definition TEXT NOT NULL,
    retired INTEGER NOT NULL CHECK (retired IN (0, 1)),
    PRIMARY KEY (id),
    UNIQUE (name)
) STRICT;

CREATE TABLE texts (
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    text TEXT NOT NULL,
    kept TEXT NOT NULL CHECK (kept IN ('nothing', 'as text', 'packed')),
    original BLOB,
    PRIMARY KEY (sha256),
    CHECK ((kept = 'packed') = (original IS NOT NULL))
) STRICT;

CREATE TABLE articles (
    id INTEGER NOT NULL CHECK (id > 0),
    name TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    length INTEGER NOT NULL CHECK ("length" >= 0),
    title TEXT NOT NULL,
    source TEXT NOT NULL,
    published TEXT NOT NULL,
    author TEXT NOT NULL,
    place TEXT NOT NULL,
    language TEXT NOT NULL,
    section TEXT NOT NULL,
    url TEXT NOT NULL,
    keywords TEXT NOT NULL CHECK (keywords LIKE '[%]'),
    more TEXT NOT NULL CHECK (more LIKE '[%]'),
    zone_count INTEGER NOT NULL CHECK ("zone_count" >= 0),
    source_name TEXT NOT NULL,
    encoding TEXT NOT NULL,
    folded TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (name),
    FOREIGN KEY(text_sha256) REFERENCES texts (sha256) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX ix_articles_text ON articles (text_sha256, source_name);

CREATE TABLE journal_part (
    seq INTEGER NOT NULL,
    part INTEGER NOT NULL,
    changes BLOB NOT NULL,
    PRIMARY KEY (seq, part),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE annotations (
    id INTEGER NOT NULL CHECK (id > 0),
    article_id INTEGER NOT NULL,
    label_id INTEGER NOT NULL,
    annotator_id INTEGER NOT NULL,
    start INTEGER NOT NULL CHECK ("start" >= 0),
    "end" INTEGER NOT NULL,
    fragment_count INTEGER NOT NULL CHECK ("fragment_count" >= 1),
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    answer_count INTEGER NOT NULL CHECK ("answer_count" >= 0),
    note TEXT NOT NULL,
    origin TEXT NOT NULL,
    PRIMARY KEY (id),
    CHECK ("end" > start),
    FOREIGN KEY(article_id) REFERENCES articles (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(label_id) REFERENCES labels (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(annotator_id) REFERENCES annotators (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX ix_annotations_article ON annotations (article_id, number);

CREATE INDEX ix_annotations_label ON annotations (label_id, annotator_id);

CREATE TABLE statuses (
    article_id INTEGER NOT NULL,
    annotator_id INTEGER NOT NULL,
    progress TEXT NOT NULL CHECK (progress IN ('to do', 'in progress', 'done')),
    flagged INTEGER NOT NULL CHECK (flagged IN (0, 1)),
    flag_note TEXT NOT NULL,
    answer TEXT NOT NULL CHECK (answer IN ('', 'accept', 'reject', 'ignore')),
    PRIMARY KEY (article_id, annotator_id),
    FOREIGN KEY(article_id) REFERENCES articles (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(annotator_id) REFERENCES annotators (id) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID, STRICT;

CREATE INDEX ix_statuses_annotator ON statuses (annotator_id, progress, flagged);

CREATE TABLE zones (
    article_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    start INTEGER NOT NULL CHECK ("start" >= 0),
    "end" INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (
        kind IN ('title', 'repeated title', 'byline', 'dateline', 'heading', 'keywords')
    ),
    PRIMARY KEY (article_id, number),
    CHECK ("end" >= start),
    FOREIGN KEY(article_id) REFERENCES articles (id) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID, STRICT;

CREATE TABLE annotation_answers (
    annotation_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (annotation_id, number),
    FOREIGN KEY(annotation_id) REFERENCES annotations (id) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID, STRICT;

CREATE TABLE annotation_fragments (
    annotation_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    start INTEGER NOT NULL CHECK ("start" >= 0),
    "end" INTEGER NOT NULL,
    PRIMARY KEY (annotation_id, number),
    CHECK ("end" > start),
    FOREIGN KEY(annotation_id) REFERENCES annotations (id) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID, STRICT;

CREATE TABLE entity_links (
    annotation_id INTEGER NOT NULL,
    entity_id INTEGER NOT NULL,
    PRIMARY KEY (annotation_id, entity_id),
    FOREIGN KEY(annotation_id) REFERENCES annotations (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(entity_id) REFERENCES entities (id) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID, STRICT;

CREATE INDEX ix_entity_links_entity_id ON entity_links (entity_id);

CREATE TABLE relations (
    id INTEGER NOT NULL CHECK (id > 0),
    article_id INTEGER NOT NULL,
    type_id INTEGER NOT NULL,
    head_id INTEGER NOT NULL,
    child_id INTEGER NOT NULL,
    annotator_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(article_id) REFERENCES articles (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(type_id) REFERENCES relation_types (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(head_id) REFERENCES annotations (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(child_id) REFERENCES annotations (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(annotator_id) REFERENCES annotators (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX ix_relations_annotator_id ON relations (annotator_id);

CREATE INDEX ix_relations_article ON relations (article_id, number);

CREATE INDEX ix_relations_child_id ON relations (child_id);

CREATE INDEX ix_relations_head_id ON relations (head_id);

CREATE INDEX ix_relations_type_id ON relations (type_id);
"""


def upgrade() -> None:
    for statement in _TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)
