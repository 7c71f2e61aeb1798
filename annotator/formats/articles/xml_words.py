"""Words of XML elements, whatever namespace a news format puts them into."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from annotator.formats.articles.composed import Block, flat


def local(element: Element) -> str:
    """The tag without its namespace."""
    return element.tag.rpartition("}")[2]


def within(element: Element, *names: str) -> Iterator[Element]:
    """Elements below with one of these local names, in the order of the document."""
    return (one for one in element.iter() if one is not element and local(one) in names)


def first(element: Element, *path: str) -> Element | None:
    """The first element along a path of local names, each anywhere below the one before."""
    found: Element | None = element
    for name in path:
        if found is None:
            return None
        found = next(within(found, name), None)
    return found


def words(element: Element | None) -> str:
    """All words of an element, with single blanks; "" for none."""
    return flat("".join(element.itertext())) if element is not None else ""


def every(element: Element, *names: str) -> tuple[str, ...]:
    """The words of all elements of these names that have any, each once."""
    return tuple(dict.fromkeys(text for one in within(element, *names) if (text := words(one))))


def blocks(
    elements: Iterable[Element], *, headings: tuple[str, ...] = ("hl2", "hl3")
) -> list[Block]:
    """Elements as paragraphs, those of `headings` as headings."""
    return [Block(words(one), local(one) in headings) for one in elements]
