"""REFI-QDA projects (.qdpx): what NVivo, ATLAS.ti, MAXQDA and QualCoder exchange.

A zip of `project.qde` and a text file for each source. A mark is a selection with a
coding; an answer is a further coding with a child of the label's code, "question:
answer"; a note is the selection's description, an annotator its user. Relations are
links, and so is what holds the pieces of a mark together. Written offsets are code
points, as the standard asks; read are also the ways of NVivo (UTF-16 units over CR LF)
and ATLAS.ti (CR LF as one), told by the project's origin and by the names of
selections.
"""

from __future__ import annotations

from annotator.formats.format import Can, Format
from annotator.formats.refi.reading import codebook, read, sniff
from annotator.formats.refi.writing import write

REFI = Format(
    name="refi",
    title="REFI-QDA project (.qdpx)",
    suffixes=(".qdpx",),
    holds=frozenset(Can) - {Can.ENTITIES, Can.REJECTED},
    facts=frozenset({"title"}),
    loses=("control characters in names of marks",),
    read=read,
    write=write,
    sniff=sniff,
    codebook=codebook,
)
