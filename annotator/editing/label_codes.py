"""Two letters for every label, so that any of hundreds is chosen by two keys.

Codes follow names: initials of two words first ("Water rights": w r), then the first
letter with a later one, then other letters, then whatever is free. They are given in
the order of the codebook, so a label added at its end changes no other code.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.domain.codebook import Label
from annotator.text.folding import fold_key

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SIGNS = _LETTERS + "0123456789"


def codes(labels: Sequence[Label]) -> dict[int, str]:
    """A code of two letters or digits for each label that is not retired, none twice.

    There are 936 codes; labels beyond them have none.
    """
    found: dict[int, str] = {}
    taken: set[str] = set()
    for label in labels:
        if label.retired:
            continue
        code = next((one for one in _wished(label.name) if one not in taken), None)
        if code is not None:
            taken.add(code)
            found[label.id] = code
    return found


def _wished(name: str) -> Iterator[str]:
    """Codes for a name, the one that is easiest to remember first."""
    split = "".join(sign if sign in _SIGNS else " " for sign in fold_key(name)).split()
    words = [word for word in split if word]
    letters = "".join(words)
    if words and words[0][0] in _LETTERS:
        first = words[0][0]
        for word in words[1:]:
            yield first + word[0]
        for sign in (*letters[1:], *_SIGNS):
            yield first + sign
    for at, sign in enumerate(letters):
        if sign in _LETTERS:
            for other in (*letters[at + 1 :], *_SIGNS):
                yield sign + other
    for sign in _LETTERS:
        for other in _SIGNS:
            yield sign + other
