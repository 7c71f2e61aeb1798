"""Take the README's pictures anew: python3 packaging/pictures.py [FOLDER]

The real program on the sample project, on a screen of its own, in the state of a
morning's work. Without FOLDER they replace those in packaging/pictures.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import interpreter

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from annotator.editing.project import Project

_FOLDER = Path(__file__).resolve().with_name("pictures")
_SIZE = (1440, 900)
_MOST_BYTES = 250_000


@dataclass(frozen=True)
class Picture:
    """What one picture shows."""

    theme: str
    article: str
    """The article's file in the sample project."""
    card: int
    """Which of its claims is selected, counted from the first."""


PICTURES = {
    "main-light": Picture("light", "002_ministers-meet-over-upstream-dam", 1),
    "main-dark": Picture("dark", "002_ministers-meet-over-upstream-dam", 1),
    "arabic-dark": Picture("dark", "011_mufawadat-al-nahr", 0),
}


def main(arguments: list[str]) -> int:
    """Make everything ready, and have each picture taken by a program of its own."""
    if arguments[:1] == ["--take"]:
        return take(PICTURES[arguments[1]], Path(arguments[2]))
    interpreter.settle()
    # Older Pythons would stumble over these before `settle` could refuse them.
    import bootstrap  # noqa: PLC0415
    import screen  # noqa: PLC0415
    from refusal import CannotPrepare  # noqa: PLC0415

    folder = Path(arguments[0]) if arguments else _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    try:
        python = bootstrap.prepare("run", windows=True, fonts=True)
        with screen.virtual("1600x1000x24") as display:
            for name in PICTURES:
                _have_taken(python, name, folder / f"{name}.png", display)
    except CannotPrepare as refused:
        print(f"packaging/pictures.py: {refused}", file=sys.stderr)
        return 1
    return 0


def _have_taken(python: Path, name: str, file: Path, display: str) -> None:
    with tempfile.TemporaryDirectory(prefix="annotator-pictures-") as home:
        environment = dict(os.environ, DISPLAY=display, QT_QPA_PLATFORM="xcb", LC_ALL="C.UTF-8")
        environment |= {"ANNOTATOR_HOME": home, "XDG_RUNTIME_DIR": home}
        subprocess.run([python, __file__, "--take", name, file], check=True, env=environment)
    size = file.stat().st_size
    print(f"{file.name}: {size // 1000} kB")
    if size > _MOST_BYTES:
        print(f"{file.name} is larger than {_MOST_BYTES // 1000} kB", file=sys.stderr)


def take(picture: Picture, file: Path) -> int:
    """Open the window as the picture wants it, and write it to a file."""
    # Only the environment's Python has these, and that one comes here.
    from PySide6.QtCore import QTimer  # noqa: PLC0415

    from annotator.editing.sample import sample_project  # noqa: PLC0415
    from annotator.settings import Settings  # noqa: PLC0415
    from annotator.ui.app import make_application, open_window  # noqa: PLC0415

    settings = Settings()
    settings.set(annotator_name="Aylin K.", theme=picture.theme)
    project = sample_project("Aylin K.")
    _work_a_morning(project)
    app = make_application(settings)
    app.setCursorFlashTime(0)
    window = open_window(settings, project)
    window.resize(*_SIZE)

    def choose() -> None:
        opened = window.opened()
        listed = {one.name: one.id for one in opened.reader.articles()}
        window.show_article(listed[picture.article])
        heads = {head for kind in opened.codebook.relation_types for head in kind.heads}
        claims = [one for one in window.reading().annotations if one.label_id in heads]
        window.view.select_annotation(claims[picture.card].id)
        QTimer.singleShot(1500, grab)

    def grab() -> None:
        _in_few_colours(window.grab().toImage()).save(str(file), None, 0)  # the smallest file
        app.quit()

    QTimer.singleShot(1500, choose)
    return app.exec()


def _in_few_colours(image: QImage) -> QImage:
    """The picture in its 256 most frequent colours: a quarter of the size, and no loss to see."""
    from PySide6.QtCore import Qt  # noqa: PLC0415
    from PySide6.QtGui import QImage  # noqa: PLC0415

    image = image.convertToFormat(QImage.Format.Format_RGB32)
    counted = Counter(memoryview(image.constBits()).cast("I"))
    table = [color for color, _ in counted.most_common(256)]
    plainly = Qt.ImageConversionFlag.ThresholdDither
    return image.convertToFormat(QImage.Format.Format_Indexed8, table, plainly)


def _work_a_morning(path: Path) -> None:
    """Some articles are done, one is under way, one is flagged."""
    from annotator.domain.status import Progress  # noqa: PLC0415
    from annotator.editing import progress  # noqa: PLC0415
    from annotator.editing.project import Project  # noqa: PLC0415

    project = Project.open(path, own_name="Aylin K.")
    ids = [one.id for one in project.reader.articles()]
    for at in (0, 8):
        progress.set_progress(project, ids[at], Progress.DONE)
    for at in (1, 10):
        progress.set_progress(project, ids[at], Progress.IN_PROGRESS)
    progress.set_flag(project, ids[3], flagged=True, note="Is the union a claimant here?")
    _mark_the_arabic_article(project)
    project.close()


_ARABIC = {
    "Actor": ("وزير الطاقة دنيز آرال", "حاكمة الوادي الأعلى ميرا أودن", "آرال إن", "الوزارة",
              "اتحاد المزارعين", "الحاكمة أودن", "رئيس الاتحاد توماس فيرين",
              "شركة Velm Hydro", "الأستاذة Leyla Sonat"),
    "Location": ("كارسو", "الوادي الأعلى", "الوادي الأدنى"),
    "Claim": ("الوزارة ستضمن تدفقًا لا يقل عن 40 مترًا مكعبًا في الثانية إلى مزارع الوادي الأدنى",
              "أي توربين لن يدور قبل أن يُدفع حق القرى"),
}  # fmt: skip
_SAID_BY = (("آرال إن", "pledge", "pro"), ("الحاكمة أودن", "condition", "contra"))
"""Who holds each of the claims, and its first answers."""


def _mark_the_arabic_article(project: Project) -> None:
    """Mark what the picture of it shows, in the prose below its title."""
    from annotator.editing import linking, marking  # noqa: PLC0415

    listed = {one.name: one.id for one in project.reader.articles()}
    article = project.open_article(listed[PICTURES["arabic-dark"].article])
    labels = {label.name.capitalize(): label for label in project.codebook.labels}
    prose = article.text.index("\n\n", article.text.index("\n\n") + 2)
    made: dict[str, int] = {}
    for label, spans in _ARABIC.items():
        for words in spans:
            start = article.text.index(words, prose)
            end = start + len(words.removesuffix(" إن"))
            made[words] = marking.mark(project, article, labels[label], ((start, end),)).id
    holder = next(one for one in project.codebook.relation_types if linking.is_holder(one))
    for claim, (actor, category, stance) in zip(_ARABIC["Claim"], _SAID_BY, strict=True):
        linking.relate(project, article, holder, made[claim], made[actor])
        marking.set_answer(project, article, made[claim], "category", category)
        marking.set_answer(project, article, made[claim], "stance", stance)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
