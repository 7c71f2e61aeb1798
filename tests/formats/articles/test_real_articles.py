"""What real articles say of themselves is taken right."""

from __future__ import annotations

import pytest

from tests.consumers.real_articles import REAL
from tests.consumers.said_of_articles import shared_data, wrongs


@pytest.mark.parametrize("sort", REAL)
def test_title_place_date_author_keywords_and_zones(sort: str) -> None:
    shared = shared_data()
    if not shared.is_dir():
        pytest.skip("the shared test data is not here")
    if sort == "web":
        pytest.importorskip("trafilatura")
    assert [str(one) for one in wrongs(shared, sort)] == []
