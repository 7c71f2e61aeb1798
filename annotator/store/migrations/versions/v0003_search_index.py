"""An index of the words of all texts; texts get a number of their own to be told by in it."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"

_WORDS = "unicode61 remove_diacritics 2 categories 'L* N* M* S* Cf Cn Co' tokenchars '\u180e\u166d'"
_CHANGED = """
CREATE TABLE new_texts (
    id INTEGER NOT NULL CHECK (id > 0),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    text TEXT NOT NULL,
    kept TEXT NOT NULL CHECK (kept IN ('nothing', 'as text', 'packed')),
    original BLOB,
    PRIMARY KEY (id),
    CHECK ((kept = 'packed') = (original IS NOT NULL)),
    UNIQUE (sha256)
) STRICT;

INSERT INTO new_texts
SELECT row_number() OVER (ORDER BY rowid), sha256, text, kept, original FROM texts;

DROP TABLE texts;

ALTER TABLE new_texts RENAME TO texts;

CREATE VIRTUAL TABLE search USING fts5(
    text, content = texts, content_rowid = id, tokenize = "{words}", detail = none, columnsize = 0
);

INSERT INTO search(search, rank) VALUES ('hashsize', 16777216);

INSERT INTO search(search) VALUES ('rebuild');
"""


def upgrade() -> None:
    for statement in _CHANGED.format(words=_WORDS).split(";\n"):
        if statement.strip():
            op.execute(statement)
