"""NewsML-G2 (iptc.org/standards/newsml-g2): the text items of a file, alone or in a message.

Pictures, videos, packages, planning and concept items have no article and are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from annotator.domain.refusal import BadInput
from annotator.formats import safe_xml
from annotator.formats.articles import nitf
from annotator.formats.articles.blocks import paragraphs
from annotator.formats.articles.composed import HOLDS, LOSES, Block, Facts, article, each
from annotator.formats.articles.dates import iso
from annotator.formats.articles.xml_words import blocks, first, local, within, words
from annotator.formats.format import Format, ReadOptions, whole_file
from annotator.formats.head import Head
from annotator.formats.record import Record

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_XHTML = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "pre", "blockquote")


def read(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The articles of a file."""
    return each(source, options, _articles(source), "text item")


def _articles(source: Path) -> Iterator[Record | None]:
    data = whole_file(source)
    root = safe_xml.parse(data, source)
    items = [root] if local(root) == "newsItem" else list(within(root, "newsItem"))
    if not items and local(root) != "newsMessage":
        raise BadInput(str(source), None, f"is a {local(root)}, which holds no article")
    alone = len(items) == 1
    for number, item in enumerate(items, start=1):
        made = _blocks(item)
        if made:
            yield article(
                source,
                _headline(item),
                made,
                _facts(item),
                number=None if alone else number,
                size=len(data) // len(items),
                original=data if alone else b"",
            )


def _headline(item: Element) -> str:
    told = first(item, "contentMeta", "headline")
    inner = first(item, "nitf")
    return words(told) or (nitf.headline(inner) if inner is not None else "")


def _blocks(item: Element) -> list[Block]:
    inner = first(item, "nitf")
    if inner is not None:
        return nitf.body(inner)
    for holder in within(item, "inlineXML"):
        page = first(holder, "body")
        if page is not None:
            found = blocks(within(page, *_XHTML), headings=_XHTML[1:7])
            return found or [Block(words(page))]
    for holder in within(item, "inlineData"):
        kind = holder.get("contenttype", "text/plain")
        text = "".join(holder.itertext())
        if "html" in kind:
            return paragraphs(text)
        if kind.startswith("text"):
            return [Block(one.strip()) for one in text.split("\n\n")]
    return []


def _facts(item: Element) -> Facts:
    meta = first(item, "contentMeta")
    inner = first(item, "nitf")
    if meta is None:
        return nitf.facts(inner) if inner is not None else Facts(id=item.get("guid", ""))
    spoken = first(meta, "language")
    dated = next(
        (
            said
            for element in (
                first(item, "itemMeta", "firstCreated"),
                first(meta, "contentCreated"),
                first(item, "itemMeta", "versionCreated"),
            )
            if (said := words(element))
        ),
        "",
    )
    subjects = [_named(one) for one in within(meta, "subject", "keyword")]
    provider = first(item, "itemMeta", "provider")
    return Facts(
        id=item.get("guid", ""),
        source=_named(first(meta, "infoSource")) or _named(provider),
        published=iso(dated),
        author=words(first(meta, "by")) or _named(first(meta, "creator")) or _byline(inner),
        place=_place(first(meta, "located")),
        language=(spoken.get("tag", "") if spoken is not None else "") or item.get(_LANGUAGE, ""),
        section=words(first(meta, "genre")),
        keywords=tuple(dict.fromkeys(one for one in subjects if one)),
        more=(("slugline", words(first(meta, "slugline"))),),
    )


def _place(located: Element | None) -> str:
    """Where it was written, by name, or by a code that is a name (`city:Moscow`)."""
    if located is None:
        return ""
    scheme, _, code = located.get("qcode", "").partition(":")
    return _named(located) or (code.replace("_", " ") if scheme == "city" else "")


def _byline(inner: Element | None) -> str:
    return nitf.byline(inner) if inner is not None else ""


def _named(element: Element | None) -> str:
    """The name an element gives, without the broader terms that may follow."""
    if element is None:
        return ""
    for child in element:
        if local(child) == "name":
            return words(child)
    return words(element) if not len(element) else ""


def _sniff(head: Head) -> int:
    if not head.is_xml:
        return 0
    if b"http://iptc.org/std/nar/2006-10-01" in head.data:
        return 95
    return 80 if any(b"<" + one in head.data for one in (b"newsItem", b"newsMessage")) else 0


NEWSML_G2 = Format(
    name="newsml-g2",
    title="NewsML-G2 (news agencies)",
    suffixes=(".xml", ".newsml"),
    loses=LOSES,
    holds=HOLDS,
    read=read,
    sniff=_sniff,
)
