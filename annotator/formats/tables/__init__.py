"""Tables of articles, a row each: which column is what is guessed, and can be told.

A new kind of table is one file that opens it as a `Sheet`, and one line here.
"""

from __future__ import annotations

from annotator.formats.format import Format
from annotator.formats.tables.arrow import ARTICLES_PARQUET
from annotator.formats.tables.delimited import ARTICLES_CSV
from annotator.formats.tables.object_lines import ARTICLES_JSONL
from annotator.formats.tables.workbook import ARTICLES_XLSX

TABLES: tuple[Format, ...] = (ARTICLES_CSV, ARTICLES_XLSX, ARTICLES_JSONL, ARTICLES_PARQUET)
