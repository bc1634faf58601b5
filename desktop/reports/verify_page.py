"""A page of one file with which anybody checks the code of a letter, without any network.

It holds the keys of who may sign and a signed list of the letters that stand no more; it
tells nobody's name. Spanish and English stand side by side: a court opens it, not the window.
"""

from __future__ import annotations

import base64
import hashlib
from datetime import date
from html import escape

from desktop.reports.letter_words import CERTIFIES_EN, CERTIFIES_ES, EN, ES
from desktop.reports.verify_script import SCRIPT, STYLE

MARK_CHARS = 32
"""Of the hash of the key that signed the list, to be compared by telephone."""

Both = tuple[str, str]
"""The same in Spanish and in English."""

_ISSUED: Both = (
    "Fecha del oficio según el código: {issued}. Compárela con la del papel.",
    "Date of the letter by its code: {issued}. Compare it with the one on the paper.",
)
_AS_OF: Both = ("Según la lista del {madeOn}.", "By the list of {madeOn}.")
_ANSWERS: dict[str, tuple[Both, ...]] = {
    "valid": (("Vigente", "Valid"), _ISSUED, _AS_OF),
    "superseded": (
        ("Sustituido: ya no vale", "Superseded: it no longer stands"),
        ("Pida a la institución el oficio más reciente.", "Ask for the most recent letter."),
        _ISSUED,
        _AS_OF,
    ),
    "altered": (
        ("No se reconoce: el código fue alterado", "Not recognised: the code was altered"),
        ("Su firma no corresponde.", "Its signature does not match."),
        _AS_OF,
    ),
    "unknown": (
        ("No se reconoce", "Not recognised"),
        (
            "No lo firmó nadie de esta lista. Si el oficio es más nuevo que la lista, pida otra.",
            "Nobody on this list signed it. If the letter is newer than the list, ask for another.",
        ),
        _AS_OF,
    ),
    "unreadable": (
        ("No es el código de un oficio", "This is not the code of a letter"),
        ("Revise que esté completo.", "Check that it is complete."),
    ),
    "broken": (
        ("Esta página está dañada", "This page is damaged"),
        ("No concluya nada de ella; pida otra.", "Conclude nothing from it; ask for another."),
    ),
    "unable": (
        ("Este navegador no puede comprobar", "This browser cannot check"),
        ("Use uno más nuevo.", "Use a newer one."),
    ),
}
_INTRO: Both = (
    "Pegue aquí lo que dice el código QR del oficio. Nada sale de esta computadora.",
    "Paste here what the QR code of the letter says. Nothing leaves this computer.",
)
_CANNOT: Both = (
    "Dice sólo si el código es de la institución y si sigue vigente. No dice de quién es el "
    "oficio ni qué contiene, y un código bueno puede estar copiado en otro papel: si duda, "
    "pregunte a la institución. " + CERTIFIES_ES,
    "It tells only whether the code is the institution's and still stands. It does not tell "
    "whom the letter is about nor what it says, and a good code may be copied onto another "
    "paper: when in doubt, ask the institution. " + CERTIFIES_EN,
)
_MADE: Both = ("Lista del {day}.", "List of {day}.")


def verify_page(data: bytes, signer_key: bytes, signature: bytes, made_on: date) -> str:
    """The page around a signed list: bytes of the list, who signed it, and the signature."""
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"script-src '{_hash(SCRIPT)}'; style-src '{_hash(STYLE)}'"
    )
    attributes = "".join(
        f' data-{name}="{base64.b64encode(value).decode()}"'
        for name, value in (("list", data), ("key", signer_key), ("signature", signature))
    )
    spanish = ES.long("", made_on).removeprefix(", a ")
    english = EN.long("", made_on).removeprefix(", ")
    made = (_MADE[0].format(day=spanish), _MADE[1].format(day=english))
    mark = hashlib.sha256(signer_key).hexdigest()
    spelled = " ".join(mark[at : at + 4] for at in range(0, MARK_CHARS, 4))
    return f"""<!DOCTYPE html>
<html lang="es">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Comprobar un oficio / Check a letter</title>
<style>{STYLE}</style>
</head>
<body>
<h1>Comprobar un oficio <span lang="en">/ Check a letter</span></h1>
{_both(_INTRO)}
<textarea id="code" rows="4" spellcheck="false" autocomplete="off"
 aria-label="Código / Code"></textarea>
<p><button id="check" type="button">Comprobar <span lang="en">/ Check</span></button></p>
<p id="picture" hidden><label>O una imagen del código <span lang="en">/ or a picture of it</span>
 <input id="file" type="file" accept="image/png,image/jpeg"></label></p>
<div id="result" role="status" hidden></div>
{_both(_CANNOT)}
<p><small>{escape(" / ".join(made))} {spelled}</small></p>
<div id="list" hidden{attributes}></div>
{"".join(_answer(name, told) for name, told in _ANSWERS.items())}
<script>{SCRIPT}</script>
</body>
</html>
"""


def _answer(name: str, told: tuple[Both, ...]) -> str:
    return f'<template id="answer-{name}">{"".join(_both(each) for each in told)}</template>\n'


def _both(told: Both) -> str:
    spanish, english = (_slots(escape(each, quote=False)) for each in told)
    return f'<p>{spanish}<br><span lang="en">{english}</span></p>'


def _slots(text: str) -> str:
    for name in ("issued", "madeOn"):
        text = text.replace(f"{{{name}}}", f'<b data-day="{name}"></b>')
    return text


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
