"""WebAnno TSV 3: a token a line, a column a feature; what INCEpTION exchanges.

Offsets are UTF-16 units. Written is one span layer with the label, the answers, note,
annotator and `uid` of each mark, and one relation layer; the tokens are cut where
marks begin and end. Pieces of a mark share their `uid`. A text always ends with a line
end and has LF line ends, since the format rebuilds it so. The layers must be made in
an INCEpTION project before it can import the file.
"""

from __future__ import annotations

from annotator.formats.format import Can, Format, OffsetUnit
from annotator.formats.webanno.reading import read, sniff
from annotator.formats.webanno.writing import fit, write_files

WEBANNO = Format(
    name="webanno",
    title="WebAnno TSV 3, as INCEpTION has it (folder)",
    suffixes=(".tsv",),
    holds=frozenset(Can) - {Can.ENTITIES, Can.REJECTED, Can.TEXT},
    units=(OffsetUnit.UTF16,),
    loses=(
        "CR LF line ends, a missing last line end, white space before the first word",
        "names of questions beyond letters, digits and _",
        "several answers to one question",
        "white space at the edges of a mark",
    ),
    read=read,
    write_files=write_files,
    sniff=sniff,
    fit=fit,
)
