"""Who says it: the likeliest holders, in several languages."""

from __future__ import annotations

import pytest

from annotator.editing.holders import Actor, Claims, rank, same_actors
from annotator.editing.speech import known_languages, speech_of


def ranked(marked: str, language: str = "", *, held: tuple[str, ...] = ()) -> list[str]:
    """Actors in [..] and the claim in {..}; the actors' words, likeliest first."""
    text, actors, claim, opened = "", [], (0, 0), 0
    for letter in marked:
        if letter in "[{":
            opened = len(text)
        elif letter == "]":
            actors.append((opened, len(text)))
        elif letter == "}":
            claim = (opened, len(text))
        else:
            text += letter
    names = same_actors([text[start:end] for start, end in actors])
    found = rank(
        text,
        (claim,),
        [Actor(n, *place, names[n]) for n, place in enumerate(actors)],
        language=language,
        claims=Claims(held) if held else None,
    )
    return [text[slice(*actors[one.id])] for one in found]


@pytest.mark.parametrize(
    ("language", "marked", "holder"),
    [
        ("en", "[Aral] met [the governor]. [Oden] said that {the dam must stop}.", "Oden"),
        ("en", "“{No turbine will turn},” [Governor Oden] told [reporters].", "Governor Oden"),
        ("en", "According to [the ministry], {the flow is enough} for [farmers].", "the ministry"),
        ("de", "[Der Bund] traf [Aral]. Laut [Oden] {reicht das Wasser nicht}.", "Oden"),
        ("de", "{Das Wasser reicht nicht}, sagte [Oden] nach dem Treffen mit [Aral].", "Oden"),
        ("fr", "[Aral] a reçu [le maire]. Selon [Oden], {le barrage est sûr}.", "Oden"),
        ("fr", "« {Le barrage est sûr} », a déclaré [Aral] devant [le maire].", "Aral"),
        ("es", "[Aral] dijo que {la presa es segura}, y [Oden] se fue.", "Aral"),
        ("tr", "[Aral], [Oden] ile görüştü. [Bakan] “{Baraj güvenli}” dedi.", "Bakan"),
        ("ar", "التقى [الوزير] [المحافظ]. وقال [المتحدث] إن {السد آمن}.", "المتحدث"),
    ],
)
def test_the_one_who_says_it_comes_first(language: str, marked: str, holder: str) -> None:
    assert ranked(marked, language)[0] == holder


def test_the_one_named_before_the_pronoun_is_offered_first() -> None:
    order = ranked(
        "[Deniz Aral] opened the talks with [farmers].\nThe plan, he said, {would guarantee water}."
    )
    assert order[0] == "Deniz Aral"


def test_whoever_held_the_claim_before_holds_a_quotation_that_names_nobody() -> None:
    order = ranked("[Aral] said so. [Oden] was there.\n“{We will go on.}”", "en", held=("aral",))
    assert order[0] == "Aral"


def test_every_actor_is_offered_once_however_often_marked() -> None:
    order = ranked("[Deniz Aral] spoke. [Aral] said {it}. [Aral] left. [Oden] stayed.")
    assert len(order) == 2
    assert "Oden" in order


def test_a_surname_two_people_share_is_nobodys_short_form() -> None:
    keys = same_actors(["Bill Clinton", "Hillary Clinton", "Clinton", "Trump", "Donald Trump"])
    assert keys[2] not in keys[:2]
    assert keys[3] == keys[4]


def test_a_language_nobody_wrote_down_is_read_by_place() -> None:
    assert "xx" not in known_languages()
    assert ranked("[Foo] bar. [Aral] zed {qux quux}.", "xx")[0] == "Aral"


def test_an_unnamed_language_is_told_by_its_little_words() -> None:
    german = "Der Minister sagte, dass das Wasser von dem Damm für die Felder nicht reicht."
    assert speech_of("", german) == speech_of("de-AT")
