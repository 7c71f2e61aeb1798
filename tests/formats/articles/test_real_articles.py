"""What real articles say of themselves is taken right; what is not is known, and listed."""

from __future__ import annotations

import pytest

from tests.consumers.real_articles import REAL
from tests.consumers.said_of_articles import shared_data, wrongs

_KNOWN = {
    # Where a name ends and an office begins is not told.
    ("nexis-uni-sample.DOCX", 6, "author"),
    # A headline that ends as a sentence does hides the line below it.
    ("LISTING_22_Sports_story_in_NewsML-G2NITF.xml", 1, "zones"),
}


@pytest.mark.parametrize("sort", REAL)
def test_title_place_date_author_keywords_and_zones(sort: str) -> None:
    shared = shared_data()
    if not shared.is_dir():
        pytest.skip("the shared test data is not here")
    if sort == "web":
        pytest.importorskip("trafilatura")
    found = {
        (one.file.rpartition("/")[2], one.number, one.what): str(one)
        for one in wrongs(shared, sort)
    }
    assert {key: said for key, said in found.items() if key not in _KNOWN} == {}
