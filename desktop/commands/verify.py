"""`vereda verify letter [CODE | PICTURE]`: is a letter's code ours, and does it still stand?

With an account the records answer; with a page for checking its list does; with neither only
the signature can be checked, against the accounts of this laptop, which stay closed.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.commands import asking
from desktop.commands.asking import Unclear
from desktop.host.instance import InstanceLock
from desktop.i18n import _
from desktop.programme.letter_code import NoLetterCode, Statement, read_text
from desktop.trouble import Exit, Message, Trouble, say

if TYPE_CHECKING:
    from desktop.services.letter_checks import Answer


class NotACode(Trouble):
    """What was given is not the code of a letter, or holds none."""

    exit_status = Exit.BAD_FILE

    def __init__(self, happened: Message) -> None:
        super().__init__(
            happened=happened,
            safe=say("No se cambió nada."),
            next_step=say("Copie el código completo, o tome otra foto, más cerca y derecha."),
        )


def verify(arguments: argparse.Namespace, folder: Path) -> int:
    """Print what can be said of a code, and from when that is known.

    OK: it stands. DIFFERENT: superseded. DAMAGED: altered. REFUSED: nobody known signed it.
    Raises: NotACode, Unclear, and what `asking.entered` raises.
    """
    statement = _statement(asking.answer(arguments.code, _("Código del oficio: ")))
    if arguments.account or arguments.passphrase_file:
        answer, words = _by_records(arguments, folder, statement)
    elif arguments.list is not None:
        answer, words = _by_list(arguments.list, statement)
    else:
        answer, words = _by_accounts(folder, statement)
    print(words)
    print(_("Fecha del oficio según el código: {day}").format(day=statement.issued.isoformat()))
    return _STATUS[answer.value]


_STATUS = {
    "valid": Exit.OK,
    "superseded": Exit.DIFFERENT,
    "altered": Exit.DAMAGED,
    "unknown": Exit.REFUSED,
}


def _by_records(
    arguments: argparse.Namespace, folder: Path, statement: Statement
) -> tuple[Answer, str]:
    from desktop.commands import today
    from desktop.services.letter_checks import Answer, list_now

    with InstanceLock(folder), asking.entered(arguments, folder) as desk:
        answer = list_now(desk, today()).answer(statement)
    words = _("Vigente.") if answer is Answer.VALID else _not_valid(answer)
    return answer, words


def _by_list(page: Path, statement: Statement) -> tuple[Answer, str]:
    from desktop.services.letter_checks import PAGE_MAX_CHARS, Answer, list_in, read_list

    try:
        with page.open(encoding="utf-8") as file:
            found = read_list(list_in(file.read(PAGE_MAX_CHARS)))
    except (OSError, ValueError):
        raise Unclear(
            say("Ese archivo no es una página para comprobar, o está dañado."),
            say("Pida otra a la coordinación."),
        ) from None
    answer = found.answer(statement)
    day = found.made_on.isoformat()
    if answer is Answer.VALID:
        return answer, _("Válida a la fecha de la lista: {day}").format(day=day)
    return answer, f"{_not_valid(answer)} {_('Lista del {day}.').format(day=day)}"


def _by_accounts(folder: Path, statement: Statement) -> tuple[Answer, str]:
    from desktop.services.letter_checks import Answer, answer_by_accounts

    answer = answer_by_accounts(folder, statement)
    if answer is Answer.VALID:
        return answer, _(
            "La firma es buena. Si otro oficio lo sustituyó no se sabe sin abrir los registros "
            "(--account) o sin una lista (--list)."
        )
    if answer is Answer.UNKNOWN:
        return answer, _("No lo firmó ninguna cuenta de esta computadora. Pruebe con --list.")
    return answer, _not_valid(answer)


def _not_valid(answer: Answer) -> str:
    words = {
        "superseded": _("Sustituido: ya no vale."),
        "altered": _("No se reconoce: el código fue alterado."),
        "unknown": _("No se reconoce: no lo firmó nadie de este programa."),
    }
    return words[answer.value]


def _statement(given: str) -> Statement:
    """From a code, or from a picture of it. Raises: NotACode."""
    picture = Path(given)
    try:
        if len(given) < 256 and picture.is_file():
            return _in_picture(picture)
        return read_text(given)
    except (NoLetterCode, OSError):
        raise NotACode(say("Eso no es el código de un oficio.")) from None


def _in_picture(picture: Path) -> Statement:
    from ui.qr.pictures import NoPicture, codes_in_file

    try:
        codes = codes_in_file(picture)
    except NoPicture:
        raise NotACode(say("Ese archivo no es una imagen png o jpg.")) from None
    for code in codes:
        try:
            return read_text(code.decode("ascii", "replace"))
        except NoLetterCode:
            continue
    raise NotACode(say("En la imagen no se ve el código de un oficio."))
