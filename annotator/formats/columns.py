"""Which column of a table of articles is what: guessed by names and contents, or told."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

import msgspec

Cells = Mapping[str, str]
"""The cells of a row that are not empty, by the names of their columns."""


class Part(StrEnum):
    """What a column holds of an article."""

    TEXT = "text"
    TITLE = "title"
    AUTHOR = "author"
    DATE = "date"
    SOURCE = "source"
    PLACE = "place"
    URL = "url"
    KEYWORDS = "keywords"
    ID = "id"
    LANGUAGE = "language"
    SECTION = "section"
    MORE = "more"
    """A further fact, kept under the column's name."""
    NOTHING = "nothing"
    """Left out."""


class Columns(msgspec.Struct, frozen=True):
    """The columns of a table in their order, each with what it holds.

    Several may hold the same: texts are put below each other, keywords together, and
    of anything else the first that is not empty counts.
    """

    parts: tuple[tuple[str, Part], ...]

    def of(self, part: Part) -> tuple[str, ...]:
        """The names of the columns that hold this."""
        return tuple(name for name, one in self.parts if one is part)

    def telling(self, told: Iterable[tuple[Part, str]]) -> Columns:
        """These columns where some are told to be something else.

        What a part was guessed to be in becomes a further fact. A column that the table
        does not have is passed over; see `missing`.
        """
        wanted = {name: part for part, name in told}
        taken = {part for part, name in told if part not in (Part.MORE, Part.NOTHING)}

        def now(name: str, part: Part) -> Part:
            return wanted.get(name) or (Part.MORE if part in taken else part)

        return Columns(tuple((name, now(name, part)) for name, part in self.parts))

    def missing(self, told: Iterable[tuple[Part, str]]) -> tuple[str, ...]:
        """Columns that are told of and not there."""
        there = {name for name, _ in self.parts}
        return tuple(name for _, name in told if name not in there)


_NAMES: dict[Part, str] = {
    Part.TEXT: """
        text body content fulltext articletext articlebody bodytext article story plaintext
        maintext contenttext newstext texte corps contenu corpsdutexte inhalt artikeltext volltext
        texto cuerpo contenido testo corpo contenuto conteudo tekst inhoud artikel metin icerik
        haber habermetni tresc text_content nachrichtentext текст содержание тело النص نص المحتوى
        正文 内容 本文 κειμενο szoveg innehall brodtext
        """,
    Part.TITLE: """
        title headline heading hl articletitle newstitle titel uberschrift schlagzeile titre
        titulo titular encabezado titolo manchete kop baslik haberbasligi tytul rubrik
        заголовок название العنوان عنوان 标题 タイトル τιτλος cim
        """,
    Part.AUTHOR: """
        author authors byline writer creator journalist reporter by autor autoren verfasser
        auteur auteurs autores autore autori redacteur yazar muhabir автор الكاتب المؤلف 作者 著者
        """,
    Part.DATE: """
        date published publisheddate publicationdate pubdate publishdate publishedat datetime
        datepublished time timestamp created createdat pubtime day datum erscheinungsdatum
        veroffentlicht veroffentlichungsdatum datepublication datedepublication fecha
        fechapublicacion data datapubblicazione datapublicacao tarih yayintarihi дата التاريخ تاريخ
        日期 日付 ημερομηνια
        """,
    Part.SOURCE: """
        source publisher newspaper outlet publication medium media site sitename newssource
        sourcename domain quelle zeitung herausgeber fuente medio periodico journal fonte
        giornale jornal bron krant kaynak gazete zrodlo источник издание المصدر 来源 出典
        """,
    Part.PLACE: """
        place location dateline city ort lieu lugar ciudad luogo local localidade plaats
        yer konum sehir miejsce место المكان 地点
        """,
    Part.URL: """
        url link uri weblink permalink href articleurl sourceurl canonicalurl adresse lien enlace
        baglanti ссылка الرابط 链接
        """,
    Part.KEYWORDS: """
        keywords keyword tags tag topics topic subjects schlagworter schlagworte stichworter
        stichworte motscles etiquetas palabrasclave palavraschave parolechiave trefwoorden
        anahtarkelimeler etiketler ключевыеслова теги الكلماتالمفتاحية 关键词 キーワード
        """,
    Part.ID: """
        id docid documentid articleid newsid uid guid uuid identifier docno dokumentid kennung
        identifiant identificador identificativo kimlik haberid
        """,
    Part.LANGUAGE: "language lang langue sprache idioma lingua taal dil язык اللغة 语言",
    Part.SECTION: """
        section category rubrik ressort desk rubrique categorie categoria seccion sezione secao
        kategorie kategori bolum categoryname раздел рубрика القسم 栏目
        """,
}
_KNOWN = {
    re.sub(r"[\W_]", "", name): part
    for part, names in reversed(_NAMES.items())
    for name in names.split()
}
_LONG = 200
"""Characters on the average, from which a column may be the text whatever it is called."""

_ADDRESS = re.compile(r"https?://\S+$")
_LIST = re.compile(r"\s*(?:\[.*\]|\{.*\})\s*", re.DOTALL)
"""What a program wrote of lists of things, and nobody reads."""

_MOST_PARTS = (Part.TEXT, *(part for part in Part if part is not Part.TEXT))


def folded(name: str) -> str:
    """The name of a column without case, accents, blanks and signs."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("ı", "i").replace("ß", "ss"))
    return "".join(one for one in plain if one.isalnum())


def guessed(names: Sequence[str], rows: Sequence[Cells]) -> Columns:
    """What each column seems to hold, by its name and by the first rows.

    Nothing but the text is guessed by contents alone, and addresses. Columns that
    nothing is known of are further facts.
    """
    parts = {name: _by_name(name) for name in names}
    for name in names:
        values = [row[name] for row in rows if name in row]
        if parts[name] is None and values and all(map(_ADDRESS.match, values)):
            parts[name] = Part.URL
    for part in _MOST_PARTS:
        several = [name for name in names if parts[name] is part]
        best = max(several, key=lambda name: _length(name, rows), default=None)
        if part is not Part.TEXT:
            best = several[0] if several else None
        for name in several:
            parts[name] = part if name == best else None
    if Part.TEXT not in parts.values():
        free = [
            name
            for name in names
            if parts[name] is None
            and _length(name, rows) >= _LONG
            and not all(map(_LIST.fullmatch, (row[name] for row in rows if name in row)))
        ]
        if free:
            parts[max(free, key=lambda name: _length(name, rows))] = Part.TEXT
    return Columns(tuple((name, parts[name] or Part.MORE) for name in names))


def _by_name(name: str) -> Part | None:
    """By the whole name, else by its last part (`meta.title`) or last word (`news_title`)."""
    found = _KNOWN.get(folded(name))
    if found is not None:
        return found
    words = [one for one in re.split(r"[\W_]+|(?<=[a-z])(?=[A-Z])", name) if one]
    return _KNOWN.get(folded(words[-1])) if 1 < len(words) <= 3 else None


def _length(name: str, rows: Sequence[Cells]) -> float:
    return sum(len(row.get(name, "")) for row in rows) / len(rows) if rows else 0.0
