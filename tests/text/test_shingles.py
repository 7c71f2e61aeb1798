"""What tells that two texts are one story."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.text.shingles import resemblance, shingles


def test_case_and_signs_do_not_matter() -> None:
    assert shingles("The Dam, he said, is SAFE.") == shingles("the dam he said is safe")


def test_writing_without_blanks_is_taken_by_letters() -> None:
    assert shingles("部长会面") == {"部长会", "长会面"}
    assert shingles("BBC 报道说 in Ankara today") == {"报道说", "in ankara", "ankara today"}
    assert shingles("ธนาคาร") == {"ธนา", "นาค", "าคา", "คาร"}


def test_one_changed_word_of_chinese_leaves_the_story_alike() -> None:
    story = "外交部长星期二在首都与邻国代表讨论了上游水坝的建设问题并呼吁各方保持克制"
    edited = story.replace("星期二", "星期三")
    assert resemblance(story, edited) > 0.7
    assert resemblance(story, "股市今天收盘上涨投资者等待中央银行下周公布利率决定") < 0.1


@given(st.text(max_size=200))
def test_a_text_resembles_itself_wholly(text: str) -> None:
    assert resemblance(text, text) == 1.0
    assert 0.0 <= resemblance(text, text[::-1]) <= 1.0


@given(st.text(max_size=100), st.text(max_size=100))
def test_resemblance_is_the_same_both_ways(one: str, other: str) -> None:
    assert resemblance(one, other) == resemblance(other, one)
