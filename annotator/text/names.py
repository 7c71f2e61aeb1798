"""Names as readers tell them apart: surnames, short forms, forms in brackets.

All comparing is done on folded words, without articles and possessive endings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from annotator.text.folding import fold_key

_WORD = re.compile(r"[^\W_]+(?:[.&/-][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’ʼ](?:s|nin|nın|nun|nün|in|ın|un|ün|de|da|den|dan|ye|ya|e|a|i|ı)?$")
_THE = """
    the a an der die das des dem den ein eine le la les l un une el los las una il lo gli i o os
    as uma al
    """
ARTICLES = frozenset(_THE.split())
"""Little words that may open a name without being part of it."""
_IN_BRACKETS = re.compile(r"\(\s*([^\W\d_][\w.&/-]{1,11})\s*\)")
_REACH = 90
"""Code points before a bracket in which its long form is looked for."""


@lru_cache(maxsize=8192)
def name_words(name: str) -> tuple[str, ...]:
    """The folded words of a name, without a leading article and possessive ending."""
    words = _WORD.findall(fold_key(_POSSESSIVE.sub("", name.strip())))
    while len(words) > 1 and words[0] in ARTICLES:
        del words[0]
    return tuple(words)


def name_key(name: str) -> str:
    """Equal for names that differ in case, accents, articles and possessives only."""
    return " ".join(name_words(name))


def is_short_for(short: str, full: str) -> bool:
    """Whether `short` is the end of a longer name ("Aral" of "Minister Deniz Aral"),
    its beginning ("Deniz"), or its words with some left out in the middle."""
    few, many = name_words(short), name_words(full)
    if not few or len(few) >= len(many):
        return False
    if many[-len(few) :] == few:
        return True
    return len(few[-1]) > 2 and few[-1] == many[-1] and set(few) <= set(many)


def initials_of(name: str) -> tuple[str, ...]:
    """What a name may be abbreviated to: initials with and without its little words."""
    words = _WORD.findall(name)
    every = "".join(word[0] for word in words)
    large = "".join(word[0] for word in words if word[0].isupper())
    content = "".join(word[0] for word in words if len(word) > 3 or word[0].isupper())
    return tuple(dict.fromkeys(fold_key(one) for one in (large, every, content) if len(one) > 1))


def abbreviations(text: str) -> Iterator[tuple[str, str]]:
    """Short forms that a text gives in brackets behind their long form: (short, long)."""
    for match in _IN_BRACKETS.finditer(text):
        short = match.group(1)
        if not any(letter.isupper() for letter in short) and not _caseless(short):
            continue
        full = _long_form(text[max(0, match.start() - _REACH) : match.start()], short)
        if full:
            yield short, full


def _long_form(before: str, short: str) -> str:
    """The fewest words at the end of `before` that abbreviate to `short`."""
    words = list(_WORD.finditer(before.rpartition("\n")[2]))
    line = before.rpartition("\n")[2]
    wanted = fold_key(short).replace(".", "")
    for first in range(len(words) - 1, max(-1, len(words) - 10), -1):
        full = line[words[first].start() :].strip()
        if wanted in initials_of(full):
            return full
    return ""


def _caseless(short: str) -> bool:
    return short.upper() == short.lower()
