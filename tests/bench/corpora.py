"""Public news with gold spans, as plain texts and code-point offsets.

Every corpus is split in two by the name of the article: rules are developed on "dev"
and measured on "held-out". The split is the parity of the first byte of the name's
SHA-256, so that it cannot be chosen.
"""

from __future__ import annotations

import ast
import csv
import hashlib
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

Span = tuple[int, int, str]


class Document(NamedTuple):
    """An article with its gold: start, end (code points), label; in reading order."""

    name: str
    text: str
    spans: tuple[Span, ...]
    language: str = "en"

    @property
    def held_out(self) -> bool:
        return hashlib.sha256(self.name.encode()).digest()[0] % 2 == 1


def uner_pud(folder: Path) -> Iterator[Document]:
    """News documents of PUD with persons, organisations and places (UNER)."""
    whole = (folder / "uner-pud" / "en_pud-ud-test.iob2").read_text(encoding="utf-8")
    labels = {"PER": "ACTOR", "ORG": "ACTOR", "LOC": "LOCATION"}
    for document in re.split(r"(?m)^# newdoc id = ", whole)[1:]:
        name = document.split("\n", 1)[0].strip()
        if not name.startswith("n"):
            continue
        text, spans = "", list[Span]()
        for sentence in re.split(r"(?m)^# sent_id", document)[1:]:
            words = re.search(r"(?m)^# text = (.*)$", sentence)
            assert words is not None
            base = len(text) + (1 if text else 0)
            text = f"{text} {words.group(1)}" if text else words.group(1)
            rows = [line.split("\t") for line in sentence.splitlines() if re.match(r"\d+\t", line)]
            spans += _iob(text, base, [(row[1], row[2]) for row in rows], labels)
        yield Document(name, text, tuple(sorted(spans)))


def _iob(text: str, at: int, rows: list[tuple[str, str]], labels: dict[str, str]) -> list[Span]:
    spans: list[Span] = []
    for word, tag in rows:
        start = text.index(word, at)
        at = start + len(word)
        kind, _, label = tag.partition("-")
        if kind == "B":
            spans.append((start, at, label))
        elif kind == "I" and spans:
            spans[-1] = (spans[-1][0], at, spans[-1][2])
    return [(start, end, labels[label]) for start, end, label in spans if label in labels]


def geovirus(folder: Path) -> Iterator[Document]:
    """Wikinews articles with the places they name."""
    tree = ET.parse(folder / "geovirus" / "GeoVirus-first60.xml")  # noqa: S314  a file at hand
    for number, article in enumerate(tree.getroot()):
        text = article.findtext("text") or ""
        spans: set[Span] = set()
        for place in article.iter("location"):
            start, end = (int(place.findtext(edge) or 0) for edge in ("start", "end"))
            start, end = start - 1, end - 1
            if text[start:end] == place.findtext("name"):
                spans.add((start, end, "LOCATION"))
        yield Document(f"geovirus-{number}", text, tuple(sorted(spans)))


def gum_news(folder: Path) -> Iterator[Document]:
    """Wikinews articles: named persons, organisations and places; quotations as claims."""
    labels = {"person": "ACTOR", "organization": "ACTOR", "place": "LOCATION"}
    for file in sorted((folder / "gum-news" / "webanno-tsv").glob("*.tsv")):
        rows = [
            line.split("\t")
            for line in file.read_text(encoding="utf-8").splitlines()
            if re.match(r"\d+-\d+\t", line)
        ]
        text, places = _joined([(row[0].split("-")[0], row[2]) for row in rows])
        found: dict[str, list[object]] = {}
        for index, row in enumerate(rows):
            kinds, names = row[3].split("|"), row[6].split("|")
            for kind, name in zip(kinds, names, strict=False):
                label, number = kind.rstrip("]").partition("[")[::2]
                if label not in labels or name == "_" or "[" not in kind:
                    continue
                span = found.setdefault(number, [index, index, labels[label]])
                span[1] = index
        spans = {
            (places[first][0], places[last][1], str(label))
            for first, last, label in found.values()
            if isinstance(first, int) and isinstance(last, int)
        }
        yield Document(file.stem, text, tuple(sorted(spans)))


def gum_quotes(folder: Path) -> Iterator[Document]:
    """Wikinews articles: what stands in quotation marks, as an editor marks it."""
    for file in sorted((folder / "gum-news" / "xml").glob("*.xml")):
        words: list[tuple[str, str]] = []
        quotes: list[tuple[int, int]] = []
        opened: list[int] = []
        sentence = 0
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("<s ") or line == "<s>":
                sentence += 1
            elif line.startswith("<q"):
                opened.append(len(words))
            elif line.startswith("</q"):
                quotes.append((opened.pop(), len(words)))
            elif "\t" in line:
                word = line.split("\t", 1)[0]
                words.append((str(sentence), word.replace("&amp;", "&").replace("&quot;", '"')))
        text, places = _joined(words)
        spans: list[Span] = []
        for first, last in quotes:
            start, end = places[first][0], places[last - 1][1]
            while start < end and text[start] in "\"“”'‘ ":
                start += 1
            while end > start and text[end - 1] in "\"“”'’ ,":
                end -= 1
            if end - start > 25 and "\n" not in text[start:end]:
                spans.append((start, end, "CLAIM"))
        yield Document(f"{file.stem}-quotes", text, tuple(sorted(set(spans))))


_NO_BLANK_BEFORE = re.compile(r"[,.;:!?)\]}%”’]$|'s?$|’\w+$|n['’]t$|'\w+$|[-–/]$")
_NO_BLANK_AFTER = re.compile(r"[(\[{“‘$£€#/-]$")


def _joined(rows: list[tuple[str, str]]) -> tuple[str, list[tuple[int, int]]]:
    """Words put together as they are printed: sentence number and word each."""
    text, places = "", list[tuple[int, int]]()
    before, sentence, quoted = "", "", False
    for number, word in rows:
        if text and number != sentence:
            text, quoted = (
                f"{text}\n\n" if len(before) > 1 or before not in ".!?" else f"{text} ",
                False,
            )
        elif text:
            closing = word == '"' and quoted
            opening = before == '"' and quoted
            tight = (
                _NO_BLANK_BEFORE.fullmatch(word)
                or _NO_BLANK_AFTER.fullmatch(before)
                or closing
                or opening
            )
            text += "" if tight else " "
        if word == '"':
            quoted = not quoted
        places.append((len(text), len(text) + len(word)))
        text += word
        before, sentence = word, number
    return text, places


def argunsc(folder: Path) -> Iterator[Document]:
    """Speeches in the Security Council: claims and premises, re-anchored in their sentences."""
    speeches: dict[str, list[dict[str, str]]] = {}
    with (folder / "argunsc" / "base-first400.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            speeches.setdefault(row["Speech"], []).append(row)
    for name, rows in speeches.items():
        text, spans = "", list[Span]()
        for number in sorted({int(row["Sentence_ID"]) for row in rows}):
            mine = [row for row in rows if int(row["Sentence_ID"]) == number]
            base = len(text) + (1 if text else 0)
            text = f"{text} {mine[0]['Full_Sentence']}" if text else mine[0]["Full_Sentence"]
            for row in mine:
                if not row["Component"].startswith("["):
                    continue
                words = str(ast.literal_eval(row["Component"])[1])
                start = text.find(words, base)
                if start >= 0 and len(words) > 8:
                    spans.append((start, start + len(words), "CLAIM"))
        yield Document(name, text, tuple(sorted(set(spans))))


CORPORA: dict[str, Callable[[Path], Iterator[Document]]] = {
    "uner-pud": uner_pud,
    "geovirus": geovirus,
    "gum-news": gum_news,
    "gum-quotes": gum_quotes,
    "argunsc": argunsc,
}
