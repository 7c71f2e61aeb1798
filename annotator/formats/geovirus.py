"""Articles with toponyms as GeoVirus, LGL and TR-News have them, read only.

Each place has its words and its offsets; GeoVirus counts them from 1, and in LGL some
have slipped, which the words give away. Coordinates and pages are answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from annotator.domain.refusal import BadInput
from annotator.formats import safe_xml
from annotator.formats.format import Can, Format, ReadOptions, unreadable
from annotator.formats.head import Head
from annotator.formats.placing import RawSpan
from annotator.formats.record import Answer, Record
from annotator.formats.settling import settled, title_of

_PLACES = ("location", "toponym")
_WORDS = ("name", "phrase")
_OWN = (*_WORDS, "start", "end")


def read(source: Path, options: ReadOptions) -> Iterator[Record]:
    """A record for each article of the file."""
    try:
        with source.open("rb") as file:
            for at, article in enumerate(safe_xml.stream(file, source, {"article"}), 1):
                try:
                    yield _record(source, at, article, options)
                except BadInput as bad:
                    options.refused(bad)
    except OSError as reason:
        options.refused(unreadable(source, reason))
    except BadInput as bad:
        options.refused(bad)


def _record(source: Path, at: int, article: Element, options: ReadOptions) -> Record:
    text = article.findtext("text", "")
    url = article.findtext("source", "") or article.findtext("url", "")
    name = url.rpartition("/")[2] or f"{source.stem}-{at}"
    raws = [
        _raw(source, at, number, one)
        for number, one in enumerate((one for one in article.iter() if one.tag in _PLACES), 1)
    ]
    record = Record(
        name=name,
        text=text,
        title=article.findtext("title", "") or title_of(text, name),
        url=url if url.startswith(("http:", "https:")) else "",
        answer=Answer.ACCEPT,
        file=str(source),
        size=len(text),
    )
    return settled(record, raws, [], options)


def _raw(source: Path, at: int, number: int, place: Element) -> RawSpan:
    start, end = place.findtext("start", "").strip(), place.findtext("end", "").strip()
    if not (start.isdecimal() and end.isdecimal()):
        said = f"the place {number} of article {at} has no start and end in whole numbers"
        raise BadInput(str(source), None, said)
    words = next((one for key in _WORDS if (one := place.findtext(key, ""))), "")
    answers = ((one.tag, (one.text or "").strip()) for one in place.iter())
    return RawSpan(
        name=f"s{number}",
        label="LOCATION",
        fragments=((int(start), int(end)),),
        quote=words,
        answers=tuple((k, v) for k, v in answers if v and k not in (*_OWN, *_PLACES)),
    )


def _sniff(head: Head) -> int:
    if b"<articles" not in head.data[:400]:
        return 0
    return 90 if b"<location>" in head.data or b"<toponym" in head.data else 0


GEOVIRUS = Format(
    name="geovirus",
    title="Toponyms in articles (GeoVirus, LGL)",
    suffixes=(".xml",),
    holds=frozenset({Can.OVERLAPS, Can.EDGES, Can.ATTRIBUTES, Can.UNMARKED, Can.TEXT}),
    facts=frozenset({"title", "url"}),
    loses=("it is only read",),
    read=read,
    sniff=_sniff,
)
