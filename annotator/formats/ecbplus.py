"""ECB+ and EventStoryLine: tokens by sentence, marks on tokens, relations; read only.

The format says nothing of blanks between tokens: they are put together with single
ones, but for the marks that take none. Mentions without tokens stand for what mentions
of several documents mean; relations to them are told as a note.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

from annotator.domain.refusal import BadInput
from annotator.domain.span import Fragment
from annotator.formats import safe_xml
from annotator.formats.format import Can, Format, ReadOptions, whole_file
from annotator.formats.head import Head
from annotator.formats.placing import RawSpan
from annotator.formats.record import Answer, Record, RelationRecord
from annotator.formats.settling import settled, title_of

_TIGHT = (",", ".", ";", ":", "!", "?", ")", "]", "%", "'s", "’s", "n't", "''")
_OPENERS = ("(", "[", "``", "$", "£", "€")


def read(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The document of a file."""
    try:
        data = whole_file(source)
        yield _record(source, safe_xml.parse(data, source), len(data), options)
    except BadInput as bad:
        options.refused(bad)


def _record(source: Path, root: Element, size: int, options: ReadOptions) -> Record:
    text, places, order = _text(root)
    if not places:
        raise BadInput(str(source), None, "holds no tokens")
    raws = []
    for one in next(iter(root.iter("Markables")), root):
        anchors = [anchor.get("t_id", "") for anchor in one.findall("token_anchor")]
        tokens = sorted(order[anchor] for anchor in anchors if anchor in order)
        if tokens:
            fragments = tuple(_fragments(tokens, places))
            raws.append(RawSpan(name=f"m{one.get('m_id', '')}", label=one.tag, fragments=fragments))
    names = {raw.name for raw in raws}
    links = []
    elsewhere = 0
    for one in next(iter(root.iter("Relations")), ()):
        sources = [f"m{end.get('m_id', '')}" for end in one.findall("source")]
        for target in (f"m{end.get('m_id', '')}" for end in one.findall("target")):
            if target not in names:
                elsewhere += 1
                links += [(one.tag, head, child) for head, child in pairwise(sources)]
                continue
            links += [(one.tag, head, target) for head in sources]
    relations = [
        RelationRecord(name="", label=label, head=head, child=child)
        for label, head, child in links
        if head in names and child in names
    ]
    said = f"has {elsewhere} relations to what mentions of several documents mean"
    name = root.get("doc_name", "") or source.stem
    record = Record(
        name=name,
        text=text,
        title=title_of(text, name),
        answer=Answer.ACCEPT,
        file=str(source),
        size=size,
        notes=(said,) if elsewhere else (),
    )
    return settled(record, raws, relations, options, certain=True)


def _text(root: Element) -> tuple[str, list[Fragment], dict[str, int]]:
    """The text, where its tokens are, and their order by id."""
    parts: list[str] = []
    places: list[Fragment] = []
    order: dict[str, int] = {}
    at = 0
    sentence = ""
    before = ""
    for token in root.iter("token"):
        word = token.text or ""
        if not word:
            continue
        gap = "" if not parts or word in _TIGHT or before in _OPENERS else " "
        if parts and token.get("sentence", "") != sentence:
            gap = "\n"
        sentence, before = token.get("sentence", ""), word
        order[token.get("t_id", "")] = len(places)
        at += len(gap)
        places.append((at, at + len(word)))
        at += len(word)
        parts.append(gap + word)
    return "".join(parts) + "\n", places, order


def _fragments(tokens: list[int], places: list[Fragment]) -> Iterator[Fragment]:
    """Neighbouring tokens as one piece."""
    first = tokens[0]
    for token, after in pairwise([*tokens, -1]):
        if after != token + 1:
            yield places[first][0], places[token][1]
            first = after


def _sniff(head: Head) -> int:
    return 90 if b"<token t_id=" in head.data else 0


ECBPLUS = Format(
    name="ecbplus",
    title="ECB+ and EventStoryLine",
    suffixes=(".xml",),
    holds=frozenset({Can.OVERLAPS, Can.FRAGMENTS, Can.RELATIONS, Can.NAMES, Can.UNMARKED}),
    loses=("it is only read", "relations over several documents"),
    read=read,
    sniff=_sniff,
)
