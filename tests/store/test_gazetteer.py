"""Places looked up as one types, from a file in the format of GeoNames."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator import home
from annotator.domain.refusal import BadInput
from annotator.store import gazetteer
from annotator.store.gazetteer import Gazetteer, Stopped, make


def line(
    number: int, name: str, *, others: str = "", code: str = "PPL", country: str = "TR",
    first: str = "", second: str = "", people: int = 0, at: tuple[str, str] = ("40.5", "43.25"),
) -> str:  # fmt: skip
    fields = [str(number), name, name, others, *at, "P", code, country, "", first, second, "", "",
              str(people), "", "", "", ""]  # fmt: skip
    return "\t".join(fields)


@pytest.fixture
def places(tmp_path: Path) -> Iterator[Gazetteer]:
    source, target = tmp_path / "places.tsv", tmp_path / "places.sqlite"
    lines = [
        line(1, "Kars Province", code="ADM1", first="36"),
        line(2, "Kars", others="Qars,Карс,قارص", first="36", people=95000),
        line(3, "Karşıyaka", first="35", people=350000),
        line(4, "Karlsruhe", country="DE", people=300000),
        line(5, "Kars", country="AM", people=20),
        line(6, "Nowhere", at=("", "")),
    ]
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert make(source, target) == 6
    found = Gazetteer.open(target)
    assert found is not None
    yield found
    found.close()


def test_a_place_called_so_comes_before_larger_ones_that_begin_so(places: Gazetteer) -> None:
    found = places.begin_with("kars")
    assert [(one.id, one.country) for one in found] == [(2, "TR"), (5, "AM"), (3, "TR"), (1, "TR")]
    kars = found[0]
    assert (kars.latitude, kars.longitude, kars.chain) == (40.5, 43.25, ("Kars Province",))


@pytest.mark.parametrize("typed", ["karsi", "KARŞI", "Karşı"])
def test_case_and_accents_do_not_matter(places: Gazetteer, typed: str) -> None:
    assert [one.id for one in places.begin_with(typed)] == [3]


def test_other_names_and_other_scripts_are_found(places: Gazetteer) -> None:
    for name in ("Qars", "карс", "قارص"):
        assert [one.id for one in places.called(name)] == [2]
    assert places.begin_with("") == []


def test_a_place_without_coordinates_has_none(places: Gazetteer) -> None:
    (nowhere,) = places.called("nowhere")
    assert (nowhere.latitude, nowhere.longitude) == (None, None)


@pytest.mark.parametrize("small", [0, 100_000])
def test_short_beginnings_of_many_names_are_found_by_people(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small: int
) -> None:
    monkeypatch.setattr(gazetteer, "_SMALL", small)
    source, target = tmp_path / "many.tsv", tmp_path / "many.sqlite"
    lines = [line(n, f"Abc{n:05d}", people=n) for n in range(1, 1501)]
    source.write_text("\n".join(lines), encoding="utf-8")
    make(source, target)
    found = Gazetteer.open(target)
    assert found is not None
    for typed in ("a", "ab", "abc", "abc0"):
        ids = [one.id for one in found.begin_with(typed, limit=3)]
        expected = [1500, 1499, 1498]
        assert ids == expected
    assert [one.id for one in found.begin_with("abc0149", limit=2)] == [1499, 1498]
    found.close()


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("1\tKars\tKars", "has 3 columns"),
        (line(1, "Kars", at=("91", "0")), "latitude 91.0"),
        (line(1, "Kars", at=("x", "0")), "must be numbers"),
        (line(1, " "), "has no name"),
    ],
)
def test_a_bad_line_is_named_and_the_list_before_stays(
    tmp_path: Path, bad: str, reason: str
) -> None:
    source, target = tmp_path / "p.tsv", tmp_path / "p.sqlite"
    source.write_text(line(1, "Kars"), encoding="utf-8")
    make(source, target)
    source.write_text(line(2, "Ardahan") + "\n" + bad, encoding="utf-8")
    with pytest.raises(BadInput, match=f"p.tsv:2: .*{reason}"):
        make(source, target)
    found = Gazetteer.open(target)
    assert found is not None
    assert (found.count(), len(found.called("kars"))) == (1, 1)
    found.close()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["p.sqlite", "p.tsv"]


def test_making_a_list_can_be_stopped(tmp_path: Path) -> None:
    source, target = tmp_path / "p.tsv", tmp_path / "p.sqlite"
    source.write_text(line(1, "Kars"), encoding="utf-8")
    with pytest.raises(Stopped):
        make(source, target, lambda _done, _total, _name: False)
    assert Gazetteer.open(target) is None


def test_what_is_no_list_is_not_opened(tmp_path: Path) -> None:
    odd = tmp_path / "odd.sqlite"
    odd.write_bytes(b"not a database at all, but long enough to look at" * 40)
    assert Gazetteer.open(odd) is None
    assert Gazetteer.open(tmp_path / "none.sqlite") is None


def test_the_list_that_comes_along_has_capitals_and_large_cities(tmp_path: Path) -> None:
    target = tmp_path / "own.sqlite"
    make(home.resources() / "places" / "places.tsv", target)
    found = Gazetteer.open(target)
    assert found is not None
    assert found.begin_with("anka")[0].country == "TR"
    (first, *_) = found.called("القاهرة")
    assert (first.name, first.code) == ("Cairo", "PPLC")
    found.close()
