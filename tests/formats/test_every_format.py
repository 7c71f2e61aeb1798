"""What every format that is read and written must do with any article."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec
import pytest

from annotator.formats import FORMATS
from annotator.formats.fitting import fitted
from annotator.formats.format import Can, Format
from annotator.formats.line_ends import with_lf
from annotator.formats.record import Record
from tests.formats import samples

_BOTH = [one for one in FORMATS if one.reads and one.writes]
_EACH = pytest.mark.parametrize("form", _BOTH, ids=lambda form: form.name)


def _needed(form: Format) -> None:
    for module in form.needs:
        pytest.importorskip(module, reason=f"{form.name} needs {module}")


def _digest(path: Path) -> dict[str, str]:
    files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
    beside = [] if path.is_dir() else sorted(path.parent.glob(f"{path.stem}.*"))
    return {one.name: hashlib.sha256(one.read_bytes()).hexdigest() for one in {*files, *beside}}


def _expected(record: Record, form: Format) -> Record:
    found = fitted(record, form, samples.options(form)).record
    return found if Can.TEXT in form.holding(samples.options(form)) else with_lf(found)


@_EACH
def test_the_fixture_goes_out_and_comes_back(form: Format, tmp_path: Path) -> None:
    _needed(form)
    record = samples.fixture()
    out = samples.write(form, [record], tmp_path / "out", samples.options(form))
    (again,) = _merged(samples.read(form, out, [record]))
    assert samples.held(again, form) == samples.held(_expected(record, form), form)
    for name, start, end in _places(again):
        assert again.text[start:end].strip(), name


@_EACH
def test_a_hard_article_goes_out_and_comes_back(form: Format, tmp_path: Path) -> None:
    _needed(form)
    record = samples.hard()
    out = samples.write(form, [record], tmp_path / "out", samples.options(form))
    (again,) = _merged(samples.read(form, out, [_expected(record, form)]))
    assert samples.held(again, form) == samples.held(_expected(record, form), form)
    if again.placing is not None:
        assert not again.placing.lost
        assert not again.placing.moved


@_EACH
def test_what_was_read_is_written_as_the_same_bytes(form: Format, tmp_path: Path) -> None:
    _needed(form)
    records = [samples.fixture(), samples.hard(), samples.unmarked()]
    how = samples.options(form)
    first = samples.write(form, records, tmp_path / "one" / "out", how)
    again = _merged(samples.read(form, first, [_expected(one, form) for one in records]))
    second = samples.write(form, again, tmp_path / "two" / "out", how)
    assert _digest(first) == _digest(second)


@_EACH
def test_the_golden_file_says_what_the_fixture_says(form: Format) -> None:
    _needed(form)
    golden = samples.golden(form)
    (record,) = _merged(samples.read(form, golden, [samples.fixture()]))
    expected = _expected(samples.fixture(), form)
    assert record.text == expected.text
    if Can.RELATIONS not in form.holds:
        expected = msgspec.structs.replace(expected, relations=())
    assert samples.core(record) == samples.core(expected)
    for also in (samples.answers, samples.notes):
        assert also(record) <= also(expected)


def _merged(records: list[Record]) -> list[Record]:
    """Records of one article told together, as an import does."""
    return samples.merged(records)


def _places(record: Record) -> list[tuple[str, int, int]]:
    return [(span.name, *fragment) for span in record.spans for fragment in span.fragments]
