"""What differs between two tellings of a story."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.text.differences import Piece, differences


def test_changed_words_stand_alone_and_blanks_do_not_count() -> None:
    old, new = differences("They met on Tuesday in Ankara.", "They  met on Wednesday in Ankara.")
    assert [piece.text for piece in old if not piece.shared] == ["Tuesday"]
    assert [piece.text for piece in new if not piece.shared] == ["Wednesday"]


def test_a_dropped_sentence_is_one_piece() -> None:
    old, new = differences("A b. It was frank. C d.", "A b. C d.")
    assert new == [Piece("A b. C d.", shared=True)]
    (gone,) = (piece.text for piece in old if not piece.shared)
    assert "It was frank" in gone
    assert len(gone.split()) <= 4


def test_chinese_differs_by_letters() -> None:
    old, new = differences("外长星期二会面", "外长星期三会面")
    assert ([one.text for one in old if not one.shared], len(new)) == (["二"], 3)


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_pieces_are_the_texts(one: str, other: str) -> None:
    old, new = differences(one, other)
    assert "".join(piece.text for piece in old) == one
    assert "".join(piece.text for piece in new) == other
    assert all(piece.shared for piece in differences(one, one)[0])
