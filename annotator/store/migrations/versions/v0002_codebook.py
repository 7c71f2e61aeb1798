"""Versions of the codebook, questions about articles, and more about links and places.

Lists of attributes are written anew without what is as it is anyway, so that a
field added to them later changes no row.
"""

from __future__ import annotations

from typing import Any

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_NEW = """
CREATE TABLE questions (
    id INTEGER NOT NULL CHECK (id > 0),
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    asked TEXT NOT NULL CHECK (asked LIKE '{%}'),
    retired INTEGER NOT NULL CHECK (retired IN (0, 1)),
    PRIMARY KEY (id),
    UNIQUE (name)
) STRICT;

CREATE TABLE codebook_versions (
    number INTEGER NOT NULL CHECK (number > 0),
    at TEXT NOT NULL,
    annotator_id INTEGER NOT NULL,
    book TEXT NOT NULL CHECK (book LIKE '{%}'),
    PRIMARY KEY (number),
    FOREIGN KEY(annotator_id) REFERENCES annotators (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX ix_codebook_versions_annotator_id ON codebook_versions (annotator_id);

CREATE TABLE article_answers (
    article_id INTEGER NOT NULL,
    annotator_id INTEGER NOT NULL,
    question_id INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (article_id, annotator_id, question_id),
    FOREIGN KEY(article_id) REFERENCES articles (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(annotator_id) REFERENCES annotators (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(question_id) REFERENCES questions (id) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID, STRICT;

CREATE INDEX ix_article_answers_annotator_id ON article_answers (annotator_id);

CREATE INDEX ix_article_answers_question_id ON article_answers (question_id);
"""

_CHANGED = """
CREATE TABLE new_relation_types (
    id INTEGER NOT NULL CHECK (id > 0),
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    heads TEXT NOT NULL CHECK (heads LIKE '[%]'),
    children TEXT NOT NULL CHECK (children LIKE '[%]'),
    definition TEXT NOT NULL,
    retired INTEGER NOT NULL CHECK (retired IN (0, 1)),
    symmetric INTEGER NOT NULL CHECK (symmetric IN (0, 1)),
    per_head INTEGER NOT NULL CHECK ("per_head" >= 0),
    per_child INTEGER NOT NULL CHECK ("per_child" >= 0),
    PRIMARY KEY (id),
    UNIQUE (name)
) STRICT;

INSERT INTO new_relation_types
SELECT id, name, position, heads, children, definition, retired, 0, 0, 0 FROM relation_types;

DROP TABLE relation_types;

ALTER TABLE new_relation_types RENAME TO relation_types;

CREATE TABLE new_entities (
    id INTEGER NOT NULL CHECK (id > 0),
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    aliases TEXT NOT NULL CHECK (aliases LIKE '[%]'),
    note TEXT NOT NULL,
    more TEXT NOT NULL CHECK (more LIKE '[%]'),
    latitude REAL CHECK (latitude BETWEEN -90 AND 90),
    longitude REAL CHECK (longitude BETWEEN -180 AND 180),
    country TEXT NOT NULL,
    chain TEXT NOT NULL CHECK (chain LIKE '[%]'),
    precision TEXT NOT NULL,
    PRIMARY KEY (id)
) STRICT;

INSERT INTO new_entities
SELECT id, name, kind, aliases, note, more, latitude, longitude, country, '[]', '' FROM entities;

DROP TABLE entities;

ALTER TABLE new_entities RENAME TO entities;

CREATE TABLE new_annotations (
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
    codebook_version INTEGER NOT NULL CHECK ("codebook_version" >= 1),
    PRIMARY KEY (id),
    CHECK ("end" > start),
    FOREIGN KEY(article_id) REFERENCES articles (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(label_id) REFERENCES labels (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(annotator_id) REFERENCES annotators (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

INSERT INTO new_annotations
SELECT id, article_id, label_id, annotator_id, start, "end", fragment_count, number, name,
       answer_count, note, origin, 1
FROM annotations ORDER BY id;

DROP TABLE annotations;

ALTER TABLE new_annotations RENAME TO annotations;

CREATE INDEX ix_annotations_article ON annotations (article_id, number);

CREATE INDEX ix_annotations_label ON annotations (label_id, annotator_id, codebook_version);
"""

_AS_IT_IS: dict[str, Any] = {
    "kind": "text",
    "choices": [],
    "default": "",
    "required": False,
    "shown_when": [],
}


def upgrade() -> None:
    for script in (_NEW, _CHANGED):
        for statement in script.split(";\n"):
            if statement.strip():
                op.execute(statement)
    _shorten_attributes()


def _shorten_attributes() -> None:
    connection = op.get_bind()
    for label_id, attributes in connection.execute(sa.text("SELECT id, attributes FROM labels")):
        shorter = [
            {key: value for key, value in asked.items() if _AS_IT_IS.get(key) != value}
            for asked in msgspec.json.decode(attributes)
        ]
        connection.execute(
            sa.text("UPDATE labels SET attributes = :attributes WHERE id = :id"),
            {"attributes": msgspec.json.encode(shorter).decode(), "id": label_id},
        )
