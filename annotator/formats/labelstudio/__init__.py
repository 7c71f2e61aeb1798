"""Label Studio: one JSON list of tasks, and the labelling configuration beside it.

Offsets are code points (since its release 1.5; earlier ones counted UTF-16 units,
which the quoted words give away). Each annotator's marks are an annotation of their
own; answers and notes are results for the region of a mark, further pieces of a mark
are regions joined by FRAGMENT relations. Written with LF line ends, as browsers
count them.
"""

from __future__ import annotations

from annotator.formats.format import FACTS, Can, Format
from annotator.formats.labelstudio.configuration import codebook, companions, written
from annotator.formats.labelstudio.reading import read, sniff
from annotator.formats.labelstudio.writing import losses_of, write

LABEL_STUDIO = Format(
    name="labelstudio",
    title="Label Studio (JSON)",
    suffixes=(".json",),
    holds=frozenset(Can) - {Can.ENTITIES, Can.TEXT, Can.REJECTED},
    facts=frozenset(FACTS),
    loses=(
        "CR LF line ends (written as LF)",
        "relations between marks of two annotators",
        "the order in which answers to one mark were given",
    ),
    read=read,
    write=write,
    sniff=sniff,
    companions=companions,
    codebook=codebook,
    beside=written,
    losses_of=losses_of,
)
