"""Gold attributions for `holders.py`: who says what, read from two public corpora.

GUM (https://github.com/amir-zeldes/gum, folder `dep`; news from Wikinews CC BY 2.5,
annotations CC BY 4.0): what is said is the unit of discourse at the head of an
attribution, whoever says it is the subject (or "according to" phrase) of the unit
that attributes; actors are all persons and organisations; pronouns are followed to
the names they mean by the corpus's own coreference.

PolNeAR (https://github.com/networkdynamics/PolNeAR): political news in English with
source, cue and content marked by hand; actors are the sources of the whole article
and every person and organisation that its CoreNLP files name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import iterparse

import msgspec

_PRONOUNS = """
    i you he she it we they him her us them his its their my our who whom this that those these
    himself herself themselves
    """
_PRONOUN = frozenset(_PRONOUNS.split())
Stretch = tuple[int, int]


class Said(msgspec.Struct, frozen=True):
    """One attribution: what is said, and every mark that would be a right answer."""

    content: tuple[Stretch, ...]
    sources: tuple[Stretch, ...]


class Story(msgspec.Struct, frozen=True):
    """One article with the marks of its actors."""

    name: str
    text: str
    actors: tuple[Stretch, ...]
    said: tuple[Said, ...]


# -- PolNeAR --------------------------------------------------------------------------


def polnear(folder: Path, part: str, *, pronouns: bool) -> Iterator[Story]:
    """The articles of a part ("train", "dev", "test") that have CoreNLP files.

    With `pronouns` a pronoun that says something counts as an actor's mark; without,
    only what is said by somebody named or described is asked about.
    """
    for named in sorted((folder / "data" / part / "corenlp").glob("*.xml")):
        stem = named.name.removesuffix(".txt.xml").removesuffix(".xml")
        file = folder / "data" / part / "text" / f"{stem}.txt"
        standoff = sorted((folder / "data" / part / "attributions").glob(f"{stem}*.ann"))
        if not file.exists() or not standoff or not named.stat().st_size:
            continue
        text = file.read_bytes().decode()
        marked = _attributions(standoff[0].read_text(encoding="utf-8"), text, pronouns=pronouns)
        sources = {source for _, source in marked}
        names = {
            (start, end)
            for start, end in _names(named)
            if not any(start < high and low < end for low, high in sources)
        }
        said = tuple(Said(content, (source,)) for content, source in sorted(marked))
        if said:
            yield Story(stem, text, tuple(sorted(sources | names)), said)


def _attributions(
    standoff: str, text: str, *, pronouns: bool
) -> list[tuple[tuple[Stretch, ...], Stretch]]:
    spans: dict[str, tuple[Stretch, ...]] = {}
    events: list[dict[str, str]] = []
    for line in standoff.splitlines():
        fields = line.split("\t")
        if line.startswith("T"):
            places = [int(one) for one in re.findall(r"\d+", fields[1].partition(" ")[2])]
            spans[fields[0]] = tuple(zip(places[::2], places[1::2], strict=True))
        elif line.startswith("E"):
            parts = [role.partition(":") for role in reversed(fields[1].split())]
            events.append({role: which for role, _, which in parts})
    found = []
    for roles in events:
        content, source = spans.get(roles.get("Content", "")), spans.get(roles.get("Source", ""))
        if content is None or source is None:
            continue
        whole = (source[0][0], source[-1][1])
        if any(_overlap(piece, whole) for piece in content):
            continue
        if not pronouns and text[slice(*whole)].lower() in _PRONOUN:
            continue
        found.append((content, whole))
    return found


def _names(file: Path) -> list[Stretch]:
    """Runs of tokens that CoreNLP calls a person or an organisation."""
    found: list[Stretch] = []
    before = ("O", -9)
    for _, token in iterparse(file):  # noqa: S314  a corpus on this disk
        if token.tag != "token":
            continue
        kind = token.findtext("NER", "O")
        start = int(token.findtext("CharacterOffsetBegin", "0"))
        end = int(token.findtext("CharacterOffsetEnd", "0"))
        if kind in ("PERSON", "ORGANIZATION"):
            if before[0] == kind and start - before[1] <= 1:
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
        before = (kind, end)
        token.clear()
    return found


def _overlap(one: Stretch, other: Stretch) -> bool:
    return one[0] < other[1] and other[0] < one[1]


# -- GUM ------------------------------------------------------------------------------


class _Token(msgspec.Struct):
    start: int
    end: int
    number: int
    head: int
    relation: str
    sentence: int
    unit: int


class _Mention(msgspec.Struct):
    entity: str
    kind: str
    first: int
    last: int


def gum(folder: Path, genres: tuple[str, ...] = ("news",)) -> Iterator[Story]:
    """The articles of some genres; actors are named or described, never pronouns."""
    files = [file for genre in genres for file in sorted(folder.glob(f"GUM_{genre}_*.conllu"))]
    for file in files:
        story = _Gum(file.read_text(encoding="utf-8")).story(file.stem)
        if story.said:
            yield story


class _Gum:
    """One file of GUM: its text put together again, its units, its mentions."""

    def __init__(self, conllu: str) -> None:
        self._text: list[str] = []
        self._length = 0
        self._tokens: list[_Token] = []
        self._mentions: list[_Mention] = []
        self._open: list[_Mention] = []
        self._attributes: list[tuple[int, int]] = []
        sentence = unit = 0
        joined = (0, "")
        for line in conllu.splitlines():
            if line.startswith("# newpar ") or line == "# newpar":
                self._add("\n")
            elif line.startswith("# sent_id"):
                sentence += 1
                joined = (0, "")
            elif line[:1].isdigit():
                fields = line.split("\t")
                if "-" in fields[0]:  # one written word of several tokens: no blanks within
                    joined = (int(fields[0].partition("-")[2]), fields[9])
                    continue
                if "." in fields[0]:
                    continue
                more = dict(one.partition("=")[::2] for one in fields[9].split("|"))
                for discourse in more.get("Discourse", "").split(";"):
                    named = re.match(r"([\w-]+):(\d+)(?:->(\d+))?", discourse)
                    if named and discourse == more["Discourse"].split(";")[0]:
                        unit = int(named.group(2))
                    if named and named.group(1).startswith("attribution") and named.group(3):
                        self._attributes.append((int(named.group(2)), int(named.group(3))))
                start = self._length
                self._add(fields[1])
                token = _Token(
                    start, self._length, int(fields[0]), int(fields[6]), fields[7], sentence, unit
                )
                self._tokens.append(token)
                after = joined[1] if int(fields[0]) == joined[0] else fields[9]
                if "SpaceAfter=No" not in after and int(fields[0]) >= joined[0]:
                    self._add(" ")
                self._read_mentions(more.get("Entity", ""))

    def _add(self, piece: str) -> None:
        self._text.append(piece)
        self._length += len(piece)

    def _read_mentions(self, column: str) -> None:
        here = len(self._tokens) - 1
        for opened, closed in re.findall(r"\(([^()]+\)?)|([^()]+)\)", column):
            if opened:
                parts = opened.rstrip(")").split("-")
                mention = _Mention(parts[0], parts[1] if len(parts) > 1 else "", here, here)
                self._mentions.append(mention)
                if not opened.endswith(")"):
                    self._open.append(mention)
            else:
                entity = closed.split("-")[0]
                for mention in reversed(self._open):
                    if mention.entity == entity:
                        mention.last = here
                        self._open.remove(mention)
                        break

    def story(self, name: str) -> Story:
        text = "".join(self._text)
        actors = {
            self._stretch(mention): mention.entity
            for mention in self._mentions
            if mention.kind in ("person", "organization") and not self._is_pronoun(text, mention)
        }
        said = []
        for attributing, attributed in self._attributes:
            source = self._source(attributing)
            content = self._unit(attributed)
            if source is None or not content:
                continue
            right = tuple(stretch for stretch, entity in actors.items() if entity == source)
            if right:
                said.append(Said((content,), right))
        return Story(name, text, tuple(sorted(actors)), tuple(said))

    def _source(self, unit: int) -> str | None:
        """The entity that the subject of an attributing unit means."""
        own = [at for at, token in enumerate(self._tokens) if token.unit == unit]
        for relations in (("nsubj", "nsubj:pass", "nsubj:outer"), ("obl:agent", "nmod", "obl")):
            for at in own:
                if self._tokens[at].relation in relations:
                    inside = [one for one in self._mentions if one.first <= at <= one.last]
                    people = [one for one in inside if one.kind in ("person", "organization")]
                    if people:
                        return min(people, key=lambda one: one.last - one.first).entity
        return None

    def _unit(self, unit: int) -> Stretch | None:
        own = [token for token in self._tokens if token.unit == unit]
        return (own[0].start, own[-1].end) if own else None

    def _stretch(self, mention: _Mention) -> Stretch:
        return self._tokens[mention.first].start, self._tokens[mention.last].end

    def _is_pronoun(self, text: str, mention: _Mention) -> bool:
        return text[slice(*self._stretch(mention))].lower() in _PRONOUN
