"""Fonts, palette and the one stylesheet of the interface, at any text size."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from ui.tokens import SETS, Tokens

FONT_FOLDER = Path(__file__).parent / "fonts"
ASSETS = Path(__file__).parent / "assets"
BODY_PX = 15
TARGET_PX = 44


class Theme:
    """The look in force.

    Attributes:
        tokens: the colours.
        scale: text size as a factor, 1.0 to 2.0.
    """

    def __init__(self, name: str = "light", scale: float = 1.0) -> None:
        self.tokens: Tokens = SETS.get(name, SETS["light"])
        self.scale = min(max(scale, 1.0), 2.0)

    def px(self, size: float) -> int:
        """A length in device-independent pixels at the text size in force."""
        return round(size * self.scale)

    def font(self, size: float = BODY_PX, bold: bool = False) -> QFont:
        """A font for painting; widgets take theirs from the stylesheet."""
        font = QFont(QApplication.font())
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font

    def apply(self, app: QApplication) -> None:
        """Load the packaged fonts, set palette and stylesheet."""
        load_fonts(app)
        app.setPalette(palette(self.tokens))
        app.setStyleSheet(stylesheet(self.tokens, self.scale))


_current: list[Theme] = []


def theme() -> Theme:
    """The theme in force, as set by `use`."""
    if not _current:
        _current.append(Theme())
    return _current[-1]


def use(chosen: Theme, app: QApplication) -> None:
    """Put a theme in force for the whole process."""
    _current[:] = [chosen]
    chosen.apply(app)


def load_fonts(app: QApplication) -> None:
    """The platform's font first where there is one; ours covers what it lacks (saltillo)."""
    if app.property("fonts_loaded"):
        return
    for file in sorted(FONT_FOLDER.glob("*.[ot]tf")):
        QFontDatabase.addApplicationFont(str(file))
    native = app.platformName() in {"windows", "cocoa"}
    families = ["Inter", "Vereda Saltillo"]
    if native:
        families.insert(0, QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family())
    font = QFont(families)
    font.setPixelSize(BODY_PX)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    app.setFont(font)
    app.setProperty("fonts_loaded", True)


def palette(t: Tokens) -> QPalette:
    out = QPalette()
    roles = QPalette.ColorRole
    for role, colour in (
        (roles.Window, t.paper),
        (roles.Base, t.surface),
        (roles.AlternateBase, t.paper),
        (roles.Button, t.surface),
        (roles.Text, t.ink),
        (roles.WindowText, t.ink),
        (roles.ButtonText, t.ink),
        (roles.PlaceholderText, t.ink2),
        (roles.Highlight, t.accent_soft),
        (roles.HighlightedText, t.ink),
        (roles.ToolTipBase, t.surface),
        (roles.ToolTipText, t.ink),
        (roles.Link, t.accent),
    ):
        out.setColor(role, QColor(colour))
    return out


def stylesheet(t: Tokens, scale: float) -> str:
    """The stylesheet; lengths in px scaled with the text."""

    def px(size: float) -> str:
        return f"{round(size * scale)}px"

    down, up, box, box_on, dot, dot_on = (
        (ASSETS / f"{name}.svg").as_posix()
        for name in ("caret-down", "caret-up", "box", "box-checked", "dot", "dot-checked")
    )
    tones = "\n".join(
        f'QFrame[kind="tile"][tone="{name}"] {{ background: {back}; }}'
        for name, (_ink, back) in (
            (n, t.tone(n))
            for n in ("good", "amber", "danger", "info", "terracotta", "accent", "plain")
        )
    )
    return f"""
* {{ color: {t.ink}; font-size: {px(15)}; outline: none; }}
QWidget#window, QWidget#pages, QDialog, QWidget[kind="page"] {{
    background: {t.paper}; border: none; }}
QScrollArea, QStackedWidget {{ background: transparent; border: none; }}
QScrollArea > QWidget > QWidget {{ background: transparent; }}
QToolTip {{ background: {t.surface}; color: {t.ink}; border: 1px solid {t.line}; padding: 6px; }}
QLabel {{ background: transparent; }}
QLabel[kind="title"] {{ font-size: {px(26)}; font-weight: 600; }}
QLabel[kind="section"] {{ font-size: {px(17)}; font-weight: 600; }}
QLabel[kind="strong"] {{ font-weight: 600; }}
QLabel[kind="soft"] {{ color: {t.ink2}; }}
QLabel[kind="hint"] {{ color: {t.ink2}; qproperty-alignment: AlignCenter; }}
QLabel[kind="small"] {{ color: {t.ink2}; font-size: {px(13)}; }}
QLabel[kind="error"] {{ color: {t.danger}; font-size: {px(13)}; }}
QLabel[kind="figure"] {{ font-size: {px(30)}; font-weight: 600; }}
QLabel[kind="demo"] {{ color: {t.amber}; background: {t.amber_soft}; border-radius: {px(8)};
    padding: {px(2)} {px(8)}; font-size: {px(12)}; font-weight: 600; }}
{tones}
QFrame[kind="tile"] {{ border-radius: {px(10)}; border: none; }}
QFrame[kind="card"] {{ background: {t.surface}; border: 1px solid {t.line};
    border-radius: {px(14)}; }}
QFrame[kind="notice"] {{ background: {t.amber_soft}; border: none; border-radius: {px(10)}; }}
QFrame[kind="toast"] {{ background: {t.ink}; border-radius: {px(10)}; }}
QFrame[kind="toast"] QLabel {{ color: {t.paper}; }}
QFrame[kind="toast"] QPushButton {{ background: transparent; color: {t.paper}; border: none;
    min-height: {px(32)}; text-decoration: underline; }}

QPushButton {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: {px(10)};
    padding: 0 {px(16)}; min-height: {px(42)}; font-weight: 600; }}
QPushButton:hover {{ background: {t.paper}; }}
QPushButton:focus {{ border: 2px solid {t.accent}; }}
QPushButton:disabled {{ color: {t.ink2}; background: {t.paper}; }}
QPushButton[kind="primary"] {{ background: {t.accent}; color: {t.on_accent};
    border: 2px solid {t.accent}; }}
QPushButton[kind="primary"]:hover {{ background: {t.rail_active}; color: {t.rail_ink}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {t.ink}; }}
QPushButton[kind="primary"]:disabled {{ background: {t.line}; color: {t.ink2};
    border-color: {t.line}; }}
QPushButton[kind="link"] {{ background: transparent; border: none; color: {t.ink2};
    font-weight: 400; font-size: {px(13)}; padding: 0 {px(6)}; min-height: {px(30)}; }}
QPushButton[kind="link"]:hover, QPushButton[kind="link"]:checked {{ color: {t.accent}; }}
QPushButton[kind="link"]:focus {{ text-decoration: underline; color: {t.accent}; }}
QPushButton[kind="icon"] {{ padding: 0; min-width: {px(42)}; max-width: {px(42)}; }}
QPushButton[kind="choice"] {{ padding: {px(8)} {px(12)}; border: 2px solid {t.line}; }}
QPushButton[kind="choice"]:checked {{ border: 2px solid {t.accent}; background: {t.accent_soft};
    color: {t.accent}; }}
QPushButton[kind="choice"]:focus {{ border: 2px solid {t.accent}; }}

QWidget#rail {{ background: {t.rail}; }}
QWidget#rail QLabel {{ color: {t.rail_ink}; }}
QWidget#rail QLabel[kind="brand"] {{ font-size: {px(18)}; font-weight: 600; }}
QWidget#rail QLabel[kind="small"] {{ color: {t.rail_ink2}; }}
QPushButton[kind="rail"] {{ background: transparent; border: 2px solid transparent;
    color: {t.rail_ink}; font-weight: 400; text-align: left; padding: 0 {px(14)};
    min-height: {px(43)}; }}
QPushButton[kind="rail"]:hover {{ background: {t.rail_active}; }}
QPushButton[kind="rail"]:checked {{ background: {t.rail_active}; font-weight: 600; }}
QPushButton[kind="rail"]:focus {{ border: 2px solid {t.rail_ink2}; }}
QPushButton[kind="rail"][folded="true"] {{ padding: 0; text-align: center; }}

QLineEdit, QComboBox, QDateEdit, QTimeEdit, QSpinBox, QPlainTextEdit {{
    background: {t.surface}; border: 2px solid {t.line}; border-radius: {px(10)};
    padding: 0 {px(12)}; min-height: {px(40)}; selection-background-color: {t.accent_soft};
    selection-color: {t.ink}; }}
QPlainTextEdit {{ padding: {px(8)} {px(10)}; }}
QLineEdit:focus, QComboBox:focus, QDateEdit:focus, QTimeEdit:focus, QSpinBox:focus,
QPlainTextEdit:focus {{ border: 2px solid {t.accent}; }}
QComboBox::drop-down, QDateEdit::drop-down {{ width: {px(32)}; border: none; }}
QComboBox::down-arrow, QDateEdit::down-arrow, QTimeEdit::down-arrow, QSpinBox::down-arrow {{
    image: url({down}); width: {px(12)}; height: {px(12)}; }}
QTimeEdit::up-arrow, QSpinBox::up-arrow {{
    image: url({up}); width: {px(12)}; height: {px(12)}; }}
QComboBox QAbstractItemView {{ background: {t.surface}; border: 1px solid {t.line};
    selection-background-color: {t.accent_soft}; selection-color: {t.ink}; padding: 4px; }}
QComboBox QAbstractItemView::item {{ min-height: {px(36)}; }}
QDateEdit::up-button, QDateEdit::down-button, QTimeEdit::up-button, QTimeEdit::down-button,
QSpinBox::up-button, QSpinBox::down-button {{ width: {px(24)}; border: none; }}
QCheckBox, QRadioButton {{ spacing: {px(10)}; min-height: {px(44)}; background: transparent; }}
QCheckBox:focus, QRadioButton:focus {{ color: {t.accent}; }}

QCheckBox::indicator, QAbstractItemView::indicator {{ image: url({box});
    width: {px(20)}; height: {px(20)}; }}
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {{ image: url({box_on}); }}
QRadioButton::indicator {{ image: url({dot}); width: {px(20)}; height: {px(20)}; }}
QRadioButton::indicator:checked {{ image: url({dot_on}); }}
QAbstractItemView {{ background: transparent; border: none; }}
QListView::item:selected, QTableView::item:selected {{ background: {t.accent_soft};
    color: {t.ink}; }}
QTableView::item {{ padding: 0 {px(7)}; border: none; }}
QListWidget::item {{ min-height: {px(38)}; padding: 0 {px(6)}; border-radius: {px(8)}; }}
QHeaderView {{ background: transparent; }}
QHeaderView::section {{ background: transparent; color: {t.ink2}; border: none;
    border-bottom: 1px solid {t.line}; padding: {px(8)} {px(10)}; font-size: {px(13)}; }}
QTableView {{ gridline-color: {t.line}; }}
QProgressBar {{ background: {t.accent_soft}; border: none; border-radius: {px(4)};
    max-height: {px(8)}; min-height: {px(8)}; }}
QProgressBar::chunk {{ background: {t.accent}; border-radius: {px(4)}; }}
QScrollBar:vertical {{ background: transparent; width: {px(12)}; margin: 2px; }}
QScrollBar::handle:vertical {{ background: {t.line}; border-radius: 4px; min-height: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
    background: transparent; border: none; height: 0; width: 0; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QScrollBar:horizontal {{ background: transparent; height: {px(12)}; margin: 2px; }}
QScrollBar::handle:horizontal {{ background: {t.line}; border-radius: 4px; min-width: 32px; }}
"""
