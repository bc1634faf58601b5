"""The answer to an authority that asks for names: no, why, and what may be given instead.

It carries no name, no folio and no count, and does not say whether anybody is in a list.
"""

from __future__ import annotations

from datetime import date
from html import escape

from desktop.i18n import _


def list_refusal(authority: str, on: date, *, institution: str = "", demo: bool = False) -> str:
    """The page as HTML, with room for a signature.

    Law as in the field's notes: both data-protection laws are those of 20 March 2025. Which of
    them binds the programme is for its lawyer, so the paper names both.
    """
    head = _("DEMOSTRACIÓN") if demo else institution
    paragraphs = (
        _("A quien corresponda: {authority}").format(authority=authority),
        _("Se recibió la petición de una lista de las personas que atiende este programa."),
        _("No se entrega ninguna lista, ni se dice si alguien está o no está en una."),
        _(
            "Son datos personales sensibles. Se dieron para recibir atención y para nada más, "
            "y saber quién viene puede poner en peligro su vida y la de sus hijas e hijos."
        ),
        _(
            "Los protegen la Ley Federal de Protección de Datos Personales en Posesión de los "
            "Particulares y la Ley General de Protección de Datos Personales en Posesión de "
            "Sujetos Obligados, ambas publicadas el 20 de marzo de 2025, y la Ley General de "
            "Acceso de las Mujeres a una Vida Libre de Violencia."
        ),
        _(
            "Si un juez ordena por escrito un dato de una persona determinada, la coordinación lo "
            "contesta con apoyo jurídico, y sólo sobre esa persona."
        ),
        _(
            "Lo que sí puede pedirse: cuántas personas se atienden por lugar y por mes, en números "
            "que no dejan reconocer a nadie."
        ),
    )
    body = "".join(f"<p>{escape(each)}</p>" for each in paragraphs)
    day = f"{on.day}/{on.month}/{on.year}"
    return (
        f"<html><body><p align='center'><b>{escape(head) or '&nbsp;'}</b></p>"
        f"<p align='right'>{escape(day)}</p>{body}<p>&nbsp;</p><p>&nbsp;</p>"
        f"<p align='center'>{'_' * 34}<br>{escape(_('Nombre y firma de la coordinación'))}</p>"
        "</body></html>"
    )
