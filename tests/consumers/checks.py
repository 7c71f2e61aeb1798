"""Each format as its own consumer reads it: the same marks and relations, or why not.

A check writes the fixture and a hard article as an export does, has the consumer read
them, and compares labels, places in code points, the words there and the ends of
relations with what the export promised.
"""

from __future__ import annotations

import importlib.metadata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from annotator.formats import format_named
from annotator.formats.fitting import fitted
from annotator.formats.format import Can, Format
from annotator.formats.line_ends import with_lf
from annotator.formats.record import Record
from tests.consumers import readers
from tests.consumers.seen import Links, Marks, Seen, links_of, marks_of
from tests.formats import samples

Read = Callable[[Path, Path], Iterator[Seen]]
"""Has the consumer read an export; the second path is the folder of shared data."""


def by_text(record: Record) -> str:
    """For consumers that see texts."""
    return record.text


def by_name(record: Record) -> str:
    """For consumers of tables, which name articles and do not hold them."""
    return record.name


def as_it_is(record: Record) -> Record:
    """For consumers that can read whatever an article holds."""
    return record


def without_escapes(record: Record) -> Record:
    """No tab and no backslash: web-anno-tsv 0.0.1 takes what stands for them for the text."""
    return msgspec.structs.replace(record, text=record.text.translate({9: " ", 92: "/"}))


class Check(NamedTuple):
    """A format, the package that reads it, and how; `options` of the export.

    `article` is what the consumer tells articles by, None where it tells nothing but
    the labels of marks.
    """

    format: str
    package: str
    read: Read
    options: dict[str, str]
    article: Callable[[Record], str] | None = by_text
    sent: Callable[[Record], Record] = as_it_is

    @property
    def version(self) -> str:
        """The consumer's version, "" where it is not installed or is no package."""
        try:
            return importlib.metadata.version(self.package)
        except importlib.metadata.PackageNotFoundError:
            return ""


def named(name: str) -> Format:
    """The format of that name."""
    form = format_named(name)
    assert form is not None, name
    return form


def run(check: Check, place: Path, shared: Path) -> str:
    """What came of a check, in words; raises AssertionError where something differs."""
    form = named(check.format)
    how = samples.options(form, **check.options)
    records = [check.sent(one) for one in (samples.fixture(), samples.hard())]
    out = samples.write(form, records, place / "out", how)
    expected = [_expected(fitted(one, form, how).record, form, how) for one in records]
    found = list(check.read(out, shared))
    linked = any(one.links is not None for one in found)
    if check.article is None:
        wanted = [Seen("", _labels(marks_of(one) for one in expected))]
        found = [Seen("", _labels(one.marks for one in found))]
    else:
        wanted = [Seen(check.article(one), marks_of(one), links_of(one)) for one in expected]
    return compared(wanted, found, linked=linked)


def compared(wanted: list[Seen], found: list[Seen], *, linked: bool) -> str:
    """Compare article by article. Raises AssertionError, telling what differs."""
    articles = {one.article for one in wanted}
    assert {one.article for one in found} == articles, "articles differ"
    for article in articles:
        both = [[one for one in several if one.article == article] for several in (wanted, found)]
        _differ(*(_all_marks(several) for several in both))
        if linked:
            _differ(*(_all_links(several) for several in both))
    marks, links = _all_marks(found).total(), _all_links(found).total()
    said = f"{marks} of {_all_marks(wanted).total()} marks"
    return f"{said}, {links} of {links} relations" if linked else said


def _differ(wanted: Counter[Any], found: Counter[Any]) -> None:
    """Raises AssertionError where two are not the same, naming the difference."""
    assert wanted == found, f"only there: {found - wanted}; missing: {wanted - found}"


def _all_marks(several: Iterable[Seen]) -> Marks:
    return sum((one.marks for one in several), Marks())


def _all_links(several: Iterable[Seen]) -> Links:
    return sum((one.links or Links() for one in several), Links())


def _labels(several: Iterable[Marks]) -> Marks:
    found: Marks = Counter()
    for marks in several:
        for (label, *_), number in marks.items():
            found[label, 0, 0, ""] += number
    return found


def _expected(record: Record, form: Format, how: Any) -> Record:
    return record if Can.TEXT in form.holding(how) else with_lf(record)


CHECKS = (
    Check("jsonl", "datasets", readers.with_datasets, {}),
    Check("parquet", "datasets", readers.with_datasets, {}),
    Check("spacy", "spacy", readers.with_spacy, {}),
    Check("conll", "spacy", readers.with_spacy_convert, {"comments": "no"}, article=None),
    Check("conll", "seqeval", readers.with_seqeval, {"comments": "no"}, article=None),
    Check("prodigy", "nervaluate", readers.with_nervaluate, {}),
    Check("webanno", "web-anno-tsv", readers.with_web_anno_tsv, {}, sent=without_escapes),
    Check("xmi", "dkpro-cassis", readers.with_cassis, {}),
    Check("casjson", "dkpro-cassis", readers.with_cassis, {}),
    Check("nif", "rdflib", readers.with_rdflib, {}),
    Check("webannotation", "PyLD", readers.with_pyld, {}),
    Check("refi", "lxml", readers.with_xsd, {}),
    Check("gate", "gatenlp", readers.with_gatenlp, {}),
    Check("csv", "pandas", readers.with_pandas, {}, article=by_name),
    Check("xlsx", "openpyxl", readers.with_pandas, {}, article=by_name),
)
"""Every consumer that can be installed beside the tests."""
