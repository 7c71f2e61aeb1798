"""brat standoff: one text and one annotation file an article, and a configuration.

A folder of `name.txt` with `name.ann`, and one `annotation.conf`. Offsets are code
points over the text with LF line ends; a mark over a line break is written as
pieces on each side of it, as brat itself does. Answers are attributes, notes are
`AnnotatorNotes`; an event is read as its trigger, its roles as relations.
"""

from __future__ import annotations

from annotator.formats.brat.reading import codebook, companions, read, sniff
from annotator.formats.brat.writing import losses_of, write_files
from annotator.formats.format import Can, Format

BRAT = Format(
    name="brat",
    title="brat standoff (folder)",
    suffixes=(".ann",),
    holds=frozenset(
        {
            Can.OVERLAPS,
            Can.FRAGMENTS,
            Can.EDGES,
            Can.RELATIONS,
            Can.ATTRIBUTES,
            Can.NOTES,
            Can.ENTITIES,
            Can.UNMARKED,
        }
    ),
    loses=(
        "CR LF line ends (written as LF)",
        "line breaks within a mark (written as pieces on each side)",
        "names of labels beyond letters, digits, - and _",
        "of entities: all but names and references",
        "the order in which answers to one mark were given",
    ),
    read=read,
    write_files=write_files,
    sniff=sniff,
    companions=companions,
    codebook=codebook,
    losses_of=losses_of,
)
