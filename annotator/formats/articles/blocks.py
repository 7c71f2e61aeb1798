"""HTML as paragraphs. Nothing of it is fetched, run or kept but its words.

Reads whatever browsers read, well formed or not, without building a tree, so that
neither depth nor size can do harm.
"""

from __future__ import annotations

from html.parser import HTMLParser

from annotator.formats.articles.composed import Block, flat

ENDING = frozenset(
    """address article aside blockquote body caption center dd details div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section
    summary table tbody td tfoot th thead title tr ul""".split()  # noqa: SIM905  reads better
)
"""Elements that end a paragraph where they begin and where they end."""

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_UNREAD = frozenset(("script", "style", "template", "noscript", "title"))
_EMPTY = frozenset(
    """area base br col embed hr img input link meta param source track
    wbr""".split()  # noqa: SIM905  reads better
)
_DEEPEST = 256


class Piece(Block, frozen=True, kw_only=True):
    """A block with the element it stood in: its tag, and the class nearest to its words."""

    tag: str = ""
    kind: str = ""


_BRACKETED = (("<!--", "-->"), ("<![", "]>"))


class Events(HTMLParser):
    """Python's parser of HTML, in time that grows with the markup and no faster."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def read(self, markup: str) -> None:
        """Hear all of some markup.

        What is opened and never ended, the parser would look for the end of once more at each
        "<" that follows; it is words, as it is for browsers.
        """
        last = markup.rfind(">") + 1
        ended, rest = markup[:last], markup[last:]
        for opening, ending in _BRACKETED:
            at = ended.rfind(ending) + 1
            ended = ended[:at] + ended[at:].replace(opening, f"&lt;{opening[1:]}")
        self.feed(ended + rest.replace("<", "&lt;"))
        self.close()


class _Reader(Events):
    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[Piece] = []
        self._words: list[str] = []
        self._tag = "body"
        self._open: list[tuple[str, str]] = []
        self._kind = ""
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNREAD:
            self._unread += 1
        elif tag == "br":
            self._words.append("\n")
        elif tag in ENDING:
            self._end()
            self._tag = tag
        kind = next((value or "" for name, value in attrs if name == "class"), "")
        if kind:
            self._end()
            self._kind = kind
        if tag not in _EMPTY:
            self._open.append((tag, self._kind))
            del self._open[:-_DEEPEST]

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNREAD:
            self._unread = max(0, self._unread - 1)
        elif tag in ENDING:
            self._end()
            self._tag = "p" if tag in _HEADINGS else self._tag
        at = next((at for at, one in enumerate(reversed(self._open)) if one[0] == tag), None)
        if at is None:
            return
        del self._open[len(self._open) - at - 1 :]
        outer = self._open[-1][1] if self._open else ""
        if outer != self._kind:
            self._end()
            self._kind = outer

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self._words.append(data)

    def _end(self) -> None:
        lines = "".join(self._words).split("\n\n") if self._tag == "pre" else None
        text = flat("".join(self._words))
        self._words.clear()
        if lines is not None:
            self.pieces += [Piece(flat(one), tag="pre", kind=self._kind) for one in lines]
        elif text:
            heading = self._tag in _HEADINGS
            self.pieces.append(Piece(text, heading, tag=self._tag, kind=self._kind))

    def close(self) -> None:
        super().close()
        self._end()


def pieces(markup: str) -> list[Piece]:
    """Paragraphs and headings of HTML, broken wherever a class changes too."""
    reader = _Reader()
    reader.read(markup)
    return [piece for piece in reader.pieces if piece.text]


class _Paragraphs(_Reader):
    """The same, broken only where the page breaks."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, [one for one in attrs if one[0] != "class"])


def paragraphs(markup: str) -> list[Block]:
    """Paragraphs and headings of HTML."""
    reader = _Paragraphs()
    reader.read(markup)
    return [Block(piece.text, piece.heading) for piece in reader.pieces if piece.text]
