"""Articles as they arrive: from news agencies, archives and word processors, without marks.

Each file here reads one source and makes records of `composed.article`: a text of
the headline and the paragraphs, one blank line between them, and what the source
says about it. A new source is one file and one line in ARTICLE_FORMATS.
"""

from __future__ import annotations

from annotator.formats.articles.epub import EPUB
from annotator.formats.articles.europresse import EUROPRESSE
from annotator.formats.articles.factiva import FACTIVA
from annotator.formats.articles.feed import FEED
from annotator.formats.articles.newsml_1 import NEWSML_1
from annotator.formats.articles.newsml_g2 import NEWSML_G2
from annotator.formats.articles.nexis import NEXIS
from annotator.formats.articles.ninjs import NINJS
from annotator.formats.articles.nitf import NITF
from annotator.formats.articles.open_document import OPEN_DOCUMENT
from annotator.formats.articles.pdf import PDF
from annotator.formats.articles.rich_text import RICH_TEXT
from annotator.formats.articles.web_page import WEB_PAGE
from annotator.formats.articles.word import WORD
from annotator.formats.format import Format

ARTICLE_FORMATS: tuple[Format, ...] = (
    WEB_PAGE,
    WORD,
    OPEN_DOCUMENT,
    RICH_TEXT,
    PDF,
    EPUB,
    FEED,
    NITF,
    NEWSML_G2,
    NEWSML_1,
    NINJS,
    NEXIS,
    FACTIVA,
    EUROPRESSE,
)
