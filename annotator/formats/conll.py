"""The CoNLL family: a token and its tag a line, a blank line between sentences.

Read are IOB1, IOB2, IOBES and BILOU, with columns set apart by TAB or blanks, the tag
last or where a `# text =` file has it. Written is one file a layer (a label, or all
labels together), two columns, with `# newdoc id =` and `# text =` lines by which a
reader here gets the article back to the character; the text of a whole article, with
its line breaks, is in `# article =` as JSON. Without such lines tokens are put
together with single blanks, as every other reader does.
"""

from __future__ import annotations

from annotator.formats.aligning import TOKENS
from annotator.formats.conll_reading import read, sniff
from annotator.formats.conll_writing import COMMENTS, LAYERS, SCHEME, fit, holds, write_files
from annotator.formats.fitting import FRAGMENTS, OVERLAPS
from annotator.formats.format import Can, Format

CONLL = Format(
    name="conll",
    title="CoNLL, token and tag a line (folder)",
    suffixes=(".conll", ".iob", ".iob2", ".bio", ".iobes", ".bilou"),
    holds=frozenset({Can.OVERLAPS, Can.EDGES, Can.UNMARKED, Can.TEXT}),
    choices=(SCHEME, LAYERS, TOKENS, COMMENTS, OVERLAPS, FRAGMENTS),
    loses=(
        "overlaps of one label, or of any where one file is written for all",
        "edges within tokens, unless tokens are cut",
        "white space in names of labels (written as _)",
    ),
    read=read,
    write_files=write_files,
    sniff=sniff,
    fit=fit,
    holds_with=holds,
)
