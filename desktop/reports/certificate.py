"""Certificates of taking part, one a sheet, for printing directly: they carry names.

Nothing on one says what the course was about, for whom, or that this program exists.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from desktop.i18n import _, language, ngettext
from desktop.programme.certificate import Certificate, CertificateText
from desktop.reports.letter_words import LANGUAGES

NAME_LINE = "_" * 34


def certificates(
    people: Sequence[Certificate], text: CertificateText, *, demo: bool = False
) -> tuple[str, ...]:
    """A page of HTML for each."""
    return tuple(_one(each, text, demo) for each in people)


def _one(each: Certificate, text: CertificateText, demo: bool) -> str:
    spoken = LANGUAGES[language()]
    title = text.title or _("Constancia de participación")
    above = _("DEMOSTRACIÓN") if demo else text.institution
    day = spoken.long(text.city, each.day).lstrip(" ,")
    signed = "<br>".join(escape(part) for part in (text.signatory, text.post) if part)
    certifies = (
        f"<p align='center' style='font-size: 10pt'>{escape(spoken.certifies)}</p>"
        if each.certifies_only
        else ""
    )
    return (
        "<html><body style='font-size: 14pt'>"
        f"<p align='center'>{escape(above) or '&nbsp;'}</p><p>&nbsp;</p><p>&nbsp;</p>"
        f"<p align='center' style='font-size: 28pt'>{escape(title)}</p>"
        f"<p>&nbsp;</p><p align='center'>{escape(_('se entrega a'))}</p>"
        f"<p align='center' style='font-size: 22pt'><b>{escape(each.name) or NAME_LINE}</b></p>"
        f"<p>&nbsp;</p><p align='center'>{escape(_reason(each.sessions, text))}</p>"
        f"<p>&nbsp;</p>{certifies}<p>&nbsp;</p>"
        f"<p align='center'>{escape(day)}</p><p>&nbsp;</p><p>&nbsp;</p><p>&nbsp;</p>"
        f"<p align='center'>{NAME_LINE}<br>{signed}</p></body></html>"
    )


def _reason(sessions: int, text: CertificateText) -> str:
    course = text.course or _("un curso de bienestar comunitario")
    return ngettext(
        "por su participación en {n} sesión de {course}.",
        "por su participación en {n} sesiones de {course}.",
        sessions,
    ).format(n=sessions, course=course)
