"""The article on paper: its whole text, its marks, its cards, on numbered sheets."""

from __future__ import annotations

import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QRectF, QSizeF, QTimer
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Annotation, Relation
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.article import Article
from annotator.domain.refusal import Refused
from annotator.editing.coding import default_codebook
from annotator.editing.held import OpenArticle
from annotator.editing.watching import Cancelled
from annotator.ui import theme
from annotator.ui.canvas.marks import dash_pattern
from annotator.ui.printing.edges import Edges
from annotator.ui.printing.legend import pattern_line
from annotator.ui.printing.paper import Paper
from annotator.ui.printing.running import Printing, pdf_steps
from annotator.ui.window import MainWindow

_A4 = QSizeF(794, 1123)
_CODEBOOK = default_codebook()
_SENTENCE = "Minister Deniz Aral said in Karsu that the dam would be finished by May. "


def _article(text: str, marks: list[tuple[int, int, int]], title: str = "A title") -> OpenArticle:
    annotations = [
        Annotation(
            id=number,
            article_id=1,
            label_id=_CODEBOOK.labels[label].id,
            annotator_id=1,
            fragments=((start, end),),
            number=number,
            name=f"s{number}",
            answers=(("stance", "pro"),) if label == 2 else (),
            note="Look again." if number == 1 else "",
        )
        for number, (start, end, label) in enumerate(marks, 1)
    ]
    article = Article(
        id=1, name="a", text_sha256="", length=len(text), title=title, source="Valley Daily"
    )
    relations: list[Relation] = []
    return OpenArticle(article, text, AnnotationSet(1, annotations, relations))


def _laid_out(article: OpenArticle, size: QSizeF = _A4) -> Paper:
    paper = Paper(article, _CODEBOOK, size)
    for _ in paper.lay_out():
        pass
    return paper


def _pictures(paper: Paper) -> list[QImage]:
    made = []
    for number in range(paper.count):
        picture = QImage(_A4.toSize(), QImage.Format.Format_RGB32)
        picture.fill(QColor("white"))
        painter = QPainter(picture)
        paper.draw(painter, number)
        painter.end()
        made.append(picture)
    return made


def _long(sentences: int) -> tuple[str, list[tuple[int, int, int]]]:
    """A text in paragraphs, and in each a marked claim with an actor and a place in it."""
    text, marks = "", []
    for number in range(sentences):
        at = len(text)
        marks += [(at + 9, at + 19, 0), (at + 28, at + 33, 1), (at + 39, at + 71, 2)]
        text += _SENTENCE + ("\n\n" if number % 4 == 3 else "")
    return text, marks


@pytest.fixture(autouse=True)
def look(qapp: object) -> None:
    theme.install_fonts()
    theme.apply("dark")


def test_the_pdf_holds_title_source_text_notes_and_page_numbers(tmp_path: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    text, marks = _long(120)
    file = tmp_path / "out.pdf"
    for _ in pdf_steps(_article(text, marks), _CODEBOOK, file):
        pass
    said = subprocess.run(
        ["pdftotext", "-raw", str(file), "-"], check=True, capture_output=True, text=True
    ).stdout
    pages = said.rstrip("\f").split("\f")
    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        assert f"{number} / {len(pages)}" in page
        assert "A title · Valley Daily" in page
    flat = re.sub(r"\s+", " ", said.replace("ﬁ", "fi"))
    assert flat.count("Deniz Aral said in Karsu") >= 120
    assert "Look again." in flat
    assert "Stance: pro" in flat
    assert not list(tmp_path.glob(".*"))


def test_lines_are_never_cut_and_none_is_printed_twice() -> None:
    text, marks = _long(160)
    paper = _laid_out(_article(text, marks))
    assert len(paper.sheets) > 2
    for above, below in pairwise(paper.sheets):
        assert above.bottom <= below.top or above.bottom == pytest.approx(below.top)
        assert above.bottom - above.top <= _A4.height() - 120 + 0.01


def test_each_claim_has_its_card_on_the_sheet_or_a_later_one() -> None:
    text, marks = _long(160)
    paper = _laid_out(_article(text, marks))
    cards = [card for sheet in paper.sheets for card in sheet.cards]
    assert [card.name.split()[0] for card in cards] == [str(n) for n in range(1, 161)]
    for sheet in paper.sheets:
        boxes = [card.box for card in sheet.cards]
        assert all(box.bottom() <= sheet.top + _A4.height() - 119 for box in boxes)
        for one, other in pairwise(boxes):
            assert one.bottom() <= other.top()


def test_paper_is_light_whatever_the_window_is() -> None:
    picture = _pictures(_laid_out(_article(_SENTENCE * 3, [(9, 19, 0), (28, 33, 1)])))[0]
    assert picture.pixelColor(5, 5).lightness() == 255
    shades = {picture.pixelColor(x, y).lightness() for x in range(60, 500, 3) for y in range(300)}
    assert min(shades) < 60
    assert max(shades) > 200
    assert theme.current().dark, "the window keeps its own theme"


def test_labels_are_told_apart_in_black_and_white() -> None:
    drawn = []
    for label in _CODEBOOK.labels:
        grey = QImage(120, 4, QImage.Format.Format_Grayscale8)
        grey.fill(QColor("white"))
        painter = QPainter(grey)
        pattern_line(painter, QRectF(0, 1, 120, 2), QColor("black"), dash_pattern(label.position))
        painter.end()
        drawn.append(tuple(grey.pixelColor(x, 1).lightness() < 128 for x in range(120)))
    assert len(set(drawn)) == len(_CODEBOOK.labels)


def test_right_to_left_text_stands_right() -> None:
    text = "وقال آرال إن الوزارة ستضمن تدفقًا لا يقل عن 40 مترًا."
    picture = _pictures(_laid_out(_article(text, [], title="نص")))[0]
    dark = [
        x
        for x in range(60, 560)
        for y in range(90, 200)
        if picture.pixelColor(x, y).lightness() < 90
    ]
    assert dark
    assert sum(dark) / len(dark) > 300


def test_stopping_leaves_no_file_behind(qtbot: QtBot, tmp_path: Path) -> None:
    text, marks = _long(4000)
    file = tmp_path / "out.pdf"
    dialog = Printing(None, "Saving", pdf_steps(_article(text, marks), _CODEBOOK, file))  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    dialog.show()
    loop = QEventLoop()
    QTimer.singleShot(60, dialog.page.stop)
    dialog.finished.connect(loop.quit)
    loop.exec()
    assert isinstance(dialog.refusal, Cancelled)
    assert not list(tmp_path.iterdir())


def test_a_file_that_cannot_be_written_is_refused_in_words(tmp_path: Path) -> None:
    article = _article(_SENTENCE, [])
    with pytest.raises(Refused):
        for _ in pdf_steps(article, _CODEBOOK, tmp_path / "none" / "out.pdf"):
            pass


def test_a_heading_stays_with_the_line_after_it() -> None:
    edges = Edges(room=100, head=0)
    edges.add_line(80)
    edges.add_line(15, with_next=True)
    edges.add_line(20)
    assert edges.stretches() == [(0.0, 80.0), (80.0, 115.0)]


def test_the_command_writes_the_open_article(
    main_window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "one.pdf"
    monkeypatch.setattr(
        "PySide6.QtWidgets.QFileDialog.getSaveFileName",
        lambda *_a, **_k: (str(file.with_suffix("")), ""),
    )
    main_window.run_named("save-pdf")
    assert file.read_bytes().startswith(b"%PDF")
    assert main_window.status.words() == "Saved as one.pdf"
