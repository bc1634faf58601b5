"""Language, colours, size of type, and the paper that this laptop prints on."""

from __future__ import annotations

from desktop.i18n import LANGUAGES, _, language
from desktop.services import prefs
from ui.page import Page
from ui.pages.settings.card import SettingsCard, combo, line
from ui.widgets.parts import label

TEXT_PERCENTS = (100, 125, 150, 200)


class LookCard(SettingsCard):
    """Each choice is kept at once and shows in the next window."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, _("Idioma y apariencia"))
        now = prefs.load(self.room.folder)
        self.language = combo([(name, code) for code, name in LANGUAGES.items()], language())
        self.theme = combo(
            [(_("Clara"), "light"), (_("Oscura"), "dark"), (_("Alto contraste"), "contrast")],
            now.theme,
        )
        self.text = combo([(f"{p} %", p) for p in TEXT_PERCENTS], now.text_percent)
        self.paper = combo([(_("Carta"), "letter"), ("A4", "a4")], now.paper)
        for words, box, key in (
            (_("Idioma"), self.language, "language"),
            (_("Colores"), self.theme, "theme"),
            (_("Tamaño de letra"), self.text, "text_percent"),
            (_("Papel de la impresora"), self.paper, "paper"),
        ):
            self.inside.addLayout(line(words, box))
            box.activated.connect(lambda _i, box=box, key=key: self.keep(key, box.currentData()))
        self.inside.addWidget(
            label(
                _("El idioma, los colores y la letra cambian al bloquear y volver a entrar."),
                "small",
            )
        )
