"""Which encoding plain text files are in, with a look at how one of them then reads."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QVBoxLayout, QWidget

from annotator.text.decoding import Undecodable
from annotator.ui import theme
from annotator.ui.dialogs.looking import Looking
from annotator.ui.dialogs.text_sample import TextSample, look
from annotator.ui.dialogs.wording import say, words

_SHOWN = 4000
"""Characters of a preview."""


class EncodingChoice(QWidget):
    """Find out, or one that the user names. Files are looked at beside the window."""

    looked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sample: TextSample | None = None
        self._looking = Looking(self)
        self._looking.found.connect(self._found)
        self.choice = QComboBox()
        self.choice.setAccessibleName(self.tr("Encoding of plain text files"))
        for name, title in self._encodings():
            self.choice.addItem(title, name)
        self.choice.currentIndexChanged.connect(self._show)
        self.remark = words("", "quiet", wrap=True)
        self.preview = QPlainTextEdit()
        self.preview.setReadOnly(True)
        self.preview.setTabChangesFocus(True)
        self.preview.setAccessibleName(self.tr("How the file reads"))
        self.preview.setFont(theme.serif_font(14))
        self.preview.setFixedHeight(112)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.choice)
        column.addWidget(self.remark)
        column.addWidget(self.preview)
        self._show()

    @property
    def encoding(self) -> str:
        """The name of the encoding, "" to find out file by file."""
        chosen = self.choice.currentData()
        return chosen if isinstance(chosen, str) else ""

    def look_at(self, paths: Sequence[Path]) -> None:
        """Look for a file whose encoding is not certain."""
        self._looking.begin(lambda watch: look(paths, watch))

    def stop(self) -> None:
        """Look no more."""
        self._looking.stop()

    def _found(self, sample: object) -> None:
        self._sample = sample if isinstance(sample, TextSample) else None
        self._show()
        self.looked.emit()

    def _show(self) -> None:
        sample = self._sample
        if sample is None or (sample.sure and not self.encoding):
            self.preview.hide()
            said = self.tr("All plain text files are read so.") if self.encoding else ""
            say(self.remark, said, "quiet")
            return
        name = sample.path.name
        try:
            decoded = sample.read_as(self.encoding)
        except Undecodable as why:
            self.preview.hide()
            say(self.remark, f"{name} {why}.", "danger")
            return
        if self.encoding:
            said = self.tr("All plain text files are read so; {0} reads like this:").format(name)
        else:
            at = self.choice.findData(decoded.encoding)
            taken = self.choice.itemText(at) if at > 0 else decoded.encoding
            said = self.tr("{0} was taken for {1}. Are its letters right?").format(name, taken)
        say(self.remark, said, "quiet" if self.encoding else "warning")
        self.preview.setPlainText(decoded.text[:_SHOWN])
        self.preview.show()

    def _encodings(self) -> list[tuple[str, str]]:
        return [
            ("", self.tr("Find out, file by file")),
            ("utf-8", self.tr("UTF-8")),
            ("utf-16", self.tr("UTF-16")),
            ("windows-1254", self.tr("Turkish (Windows-1254, ISO-8859-9)")),
            ("windows-1252", self.tr("Western European (Windows-1252, ISO-8859-1)")),
            ("windows-1250", self.tr("Central European (Windows-1250)")),
            ("iso8859-2", self.tr("Central European (ISO-8859-2)")),
            ("windows-1251", self.tr("Cyrillic (Windows-1251)")),
            ("koi8-u", self.tr("Cyrillic (KOI8-R, KOI8-U)")),
            ("windows-1253", self.tr("Greek (Windows-1253)")),
            ("windows-1255", self.tr("Hebrew (Windows-1255)")),
            ("windows-1256", self.tr("Arabic (Windows-1256)")),
            ("windows-1257", self.tr("Baltic (Windows-1257)")),
            ("windows-1258", self.tr("Vietnamese (Windows-1258)")),
            ("cp874", self.tr("Thai (Windows-874)")),
            ("gb18030", self.tr("Chinese, simplified (GB18030, GBK)")),
            ("big5", self.tr("Chinese, traditional (Big5)")),
            ("shift_jis", self.tr("Japanese (Shift JIS)")),
            ("euc_jp", self.tr("Japanese (EUC-JP)")),
            ("cp949", self.tr("Korean (Windows-949, EUC-KR)")),
            ("mac-roman", self.tr("Western European (old Macintosh)")),
        ]
