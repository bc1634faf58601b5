"""What is asked before something is copied: how it is brought, what it is, what is offered."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit

from desktop.i18n import _, ngettext, tell
from desktop.programme.vocabulary import MediaSort
from desktop.services.materials.catalogue import MaterialLine
from desktop.services.materials.entry import LANGUAGE_MAX, TITLE_MAX, Entry
from desktop.services.materials.manifest import is_language
from desktop.services.materials.showing import Family
from desktop.services.materials.stick import Offer
from ui.media.languages import NAMES, language_name
from ui.page import Page
from ui.pages.library.carrier import belonging_to
from ui.pages.library.words import size_words
from ui.widgets.big_choice import BigChoice
from ui.widgets.dialog import Dialog
from ui.widgets.parts import label
from ui.widgets.typed_line import bound


class BringDialog(Dialog):
    """A folder with its list, or one file. `folder` and `file` hear which."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, _("¿Qué hay en la memoria?"), _("Seguir"))
        self.wants_folder = True
        self.folder = BigChoice(
            "folder",
            _("Una carpeta de materiales"),
            _("La que otro equipo preparó, con su lista materials.yaml."),
        )
        self.file = BigChoice(
            "file", _("Un archivo suelto"), _("Un video, sonido, imagen, PDF o subtítulos.")
        )
        self.folder.clicked.connect(lambda: self._take(True))
        self.file.clicked.connect(lambda: self._take(False))
        self.body.addWidget(self.folder)
        self.body.addWidget(self.file)
        self.body.addStretch(1)
        self.primary.hide()
        self.fit(540, 330)

    def _take(self, folder: bool) -> None:
        self.wants_folder = folder
        self.accept()


class OfferDialog(Dialog):
    """What a folder holds: how many, how large, and what cannot be copied and why."""

    def __init__(self, page: Page, offer: Offer) -> None:
        super().__init__(page, _("Copiar a esta computadora"), _("Copiar"), "download-simple")
        n = len(offer.entries)
        words = ngettext("{n} archivo, {size}.", "{n} archivos, {size}.", n)
        size = size_words(sum(entry.size for entry in offer.entries))
        self.body.addWidget(label(words.format(n=n, size=size), "strong"))
        told = _(
            "Se guardan cifrados: quien se lleve esta computadora no los puede ver. Mientras "
            "tanto puede seguir pasando lista. Si se interrumpe, al repetir sigue donde quedó."
        )
        self.body.addWidget(label(told, wrap=True))
        for problem in offer.problems:
            happened, _safe, next_step = problem.sentences
            self.body.addWidget(label(f"{tell(happened)} {tell(next_step)}", "error", wrap=True))
        self.body.addStretch(1)
        self.primary.setEnabled(bool(n))
        self.fit(540, 340)


class FileDialog(Dialog):
    """What a single file is called, its language, and what it belongs to."""

    def __init__(self, page: Page, entry: Entry, families: tuple[Family, ...]) -> None:
        super().__init__(page, _("Copiar un archivo"), _("Copiar"), "download-simple")
        self.about = "material"
        self._entry = entry
        self.body.addWidget(label(f"{entry.path.name} · {size_words(entry.size)}", "soft"))
        form = self.form()
        self.title = QLineEdit()
        bound(self.title, TITLE_MAX)
        self.title.setAccessibleName(_("Título"))
        form.addRow(_("Título"), self.title)
        self.language = QComboBox()
        self.language.setEditable(True)
        self.language.setAccessibleName(_("Idioma"))
        self.language.addItem(language_name(""), "")
        for code in NAMES:
            self.language.addItem(language_name(code), code)
        line = self.language.lineEdit()
        if line is not None:
            bound(line, LANGUAGE_MAX + 20)
            line.setAccessibleName(_("Idioma"))
        form.addRow(_("Idioma (o su código)"), self.language)
        self.of = QComboBox()
        self.of.setAccessibleName(_("Es parte de"))
        if entry.sort is not MediaSort.SUBTITLES:
            self.of.addItem(_("Nada: es un material aparte"), None)
        for family in _possible(entry, families):
            self.of.addItem(family.main.title, family.main)
        self.of.currentIndexChanged.connect(lambda _at: self._suggest())
        form.addRow(_("Subtítulos u otro idioma de"), self.of)
        self.body.addStretch(1)
        self._suggest()
        self.fit(520, 420)

    def _suggest(self) -> None:
        of: MaterialLine | None = self.of.currentData()
        if of is not None and not self.title.text():
            self.title.setText(of.title)

    def on_primary(self) -> None:
        if self._entry.sort is MediaSort.SUBTITLES and self.of.currentData() is None:
            self.complain(_("Copie antes el video al que pertenecen estos subtítulos."))
        elif not self.title.text().strip():
            self.complain(_("Falta el título."))
            self.title.setFocus()
        elif self._code() and not is_language(self._code()):
            self.complain(_("Elija el idioma de la lista, o escriba su código, por ejemplo: zap."))
        else:
            self.accept()

    def entry(self) -> Entry:
        title = " ".join(self.title.text().split())
        return belonging_to(self._entry, title, self._code(), self.of.currentData())

    def _code(self) -> str:
        """The one chosen, or what was typed in its place."""
        typed = self.language.currentText().strip()
        at = self.language.findText(typed)
        return str(self.language.itemData(at)) if at >= 0 else typed


def _possible(entry: Entry, families: tuple[Family, ...]) -> list[Family]:
    """Subtitles belong to what is watched or heard, another language to the same sort."""
    with_words = (MediaSort.VIDEO, MediaSort.SOUND)
    wanted = with_words if entry.sort is MediaSort.SUBTITLES else (entry.sort,)
    return [family for family in families if family.main.sort in wanted]
