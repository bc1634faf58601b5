"""What can go wrong with accounts, headers and databases, said in three sentences each."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from desktop.trouble import Exit, Trouble, say

_NOTHING_CHANGED = say("No se cambió nada en esta computadora.")
_OTHERS_WORK = say("Las demás cuentas y lo guardado siguen igual.")
USE_A_BACKUP = say(
    "Avise a su coordinación. La copia de respaldo más reciente se recupera en otra computadora, "
    "con «Recuperar una copia de respaldo»."
)
"""For everything that is damaged: where accounts or records lie, none is put over them."""


class WrongPassphrase(Trouble):
    """The passphrase does not open the account. The account file itself is sound."""

    exit_status = Exit.WRONG_PASSPHRASE

    def __init__(self) -> None:
        super().__init__(
            happened=say("La frase de acceso no abre esta cuenta."),
            safe=say("Equivocarse no borra nada."),
            next_step=say("Revise mayúsculas y espacios, y escríbala otra vez."),
        )


class TooSoon(Trouble):
    """Several passphrases in a row did not open the account; the next try must wait.

    Attributes:
        wait_s: seconds, 1 to 60.
    """

    exit_status = Exit.REFUSED

    def __init__(self, wait_s: int) -> None:
        super().__init__(
            happened=say("La frase no abrió varias veces seguidas; hay que esperar un poco."),
            safe=say("Equivocarse no borra nada."),
            next_step=say("Espere {seconds} s y escríbala otra vez, sin prisa.", seconds=wait_s),
        )
        self.wait_s = wait_s


class PassphraseShort(Trouble):
    """A new passphrase has too few characters."""

    exit_status = Exit.USAGE

    def __init__(self, least: int) -> None:
        super().__init__(
            happened=say("La frase de acceso es muy corta."),
            safe=_NOTHING_CHANGED,
            next_step=say("Use {least} letras o más; varias palabras bastan.", least=least),
        )


class PassphraseGuessable(Trouble):
    """A new passphrase is among those that are tried first."""

    exit_status = Exit.USAGE

    def __init__(self) -> None:
        super().__init__(
            happened=say("Esa frase es fácil de adivinar."),
            safe=_NOTHING_CHANGED,
            next_step=say(
                "Use cinco palabras que no vayan juntas en ningún dicho, canción ni oración."
            ),
        )


class NoRecoveryCode(Trouble):
    """The account has no recovery code."""

    exit_status = Exit.REFUSED

    def __init__(self) -> None:
        super().__init__(
            happened=say("Esta cuenta no tiene código de recuperación."),
            safe=_NOTHING_CHANGED,
            next_step=say("Entre con su frase, o pida a su coordinación una cuenta nueva."),
        )


class MistypedCode(Trouble):
    """What was typed can be no recovery code: a letter is wrong, missing or too many."""

    exit_status = Exit.USAGE

    def __init__(self) -> None:
        super().__init__(
            happened=say("El código tiene un error: falta, sobra o cambia una letra."),
            safe=say("Equivocarse no borra nada."),
            next_step=say("Compárelo con su hoja, grupo por grupo."),
        )


class WrongCode(Trouble):
    """A well-typed recovery code that is not this account's, or was replaced by a newer one."""

    exit_status = Exit.WRONG_PASSPHRASE

    def __init__(self) -> None:
        super().__init__(
            happened=say("El código está bien escrito, pero no es el de esta cuenta."),
            safe=say("Equivocarse no borra nada."),
            next_step=say("Busque la hoja más nueva, o revise que eligió su cuenta."),
        )


class DamagedAccount(Trouble):
    """No copy of an account file is whole, or it asks for less protection than it must."""

    exit_status = Exit.DAMAGED

    def __init__(self, file: str) -> None:
        super().__init__(
            happened=say("El archivo de una cuenta está dañado ({file}).", file=file),
            safe=_OTHERS_WORK,
            next_step=USE_A_BACKUP,
        )


class DamagedHeader(Trouble):
    """Neither copy of a vault's header can be used."""

    exit_status = Exit.DAMAGED

    def __init__(self, file: str) -> None:
        super().__init__(
            happened=say(
                "Las dos copias de la llave de un archivo están dañadas ({file}).", file=file
            ),
            safe=say("El archivo de datos no se tocó y lo ya enviado está a salvo."),
            next_step=USE_A_BACKUP,
        )


class StrangeVault(Trouble):
    """A vault takes the place of the one in which this account has worked."""

    exit_status = Exit.DAMAGED

    def __init__(self) -> None:
        super().__init__(
            happened=say("En esta computadora hay un archivo que se hace pasar por sus registros."),
            safe=say("No se abrió ni se escribió nada en él; lo ya enviado está a salvo."),
            next_step=say("No trabaje en esta computadora y avise a su coordinación."),
        )


class DamagedDatabase(Trouble):
    """The database is missing, cannot be read, or is not what its header says."""

    exit_status = Exit.DAMAGED

    def __init__(self) -> None:
        super().__init__(
            happened=say("El archivo de datos de esta computadora está dañado o falta."),
            safe=say("No se escribió nada más en él; lo ya enviado está a salvo."),
            next_step=USE_A_BACKUP,
        )


class WrongKey(DamagedDatabase):
    """The file is no database under this key: another file's key, or a damaged first page."""


class NewerVersion(Trouble):
    """A file was written by a later version of the program than this one."""

    exit_status = Exit.NEWER_VERSION

    def __init__(self) -> None:
        super().__init__(
            happened=say("Estos datos son de una versión más nueva del programa."),
            safe=_NOTHING_CHANGED,
            next_step=say("Instale la versión más nueva y abra otra vez."),
        )


class NoAccess(Trouble):
    """The account is sound, but no vault of this laptop has a slot for it."""

    exit_status = Exit.REFUSED

    def __init__(self) -> None:
        super().__init__(
            happened=say("Esta cuenta no abre ningún archivo de esta computadora."),
            safe=_NOTHING_CHANGED,
            next_step=say("Pida a su coordinación que le dé acceso."),
        )


class DiskFull(Trouble):
    """No room for the write. What was saved before stands."""

    exit_status = Exit.NO_SPACE

    def __init__(self) -> None:
        super().__init__(
            happened=say("El disco está lleno: lo último no se pudo guardar."),
            safe=say("Todo lo guardado antes sigue guardado."),
            next_step=say("Libere espacio en el disco y repita lo último."),
        )


class ReadOnlyFolder(Trouble):
    """The data folder or its disk does not let this user write."""

    exit_status = Exit.READ_ONLY

    def __init__(self) -> None:
        super().__init__(
            happened=say("No se puede escribir en la carpeta de datos."),
            safe=say("Todo lo guardado antes sigue guardado."),
            next_step=say("Revise el permiso de la carpeta o use otro disco."),
        )


class DiskFailing(Trouble):
    """The disk answered a read or a write with an error of its own."""

    exit_status = Exit.FAILED

    def __init__(self) -> None:
        super().__init__(
            happened=say("El disco no respondió bien: lo último no se pudo guardar."),
            safe=say("Todo lo guardado antes sigue guardado."),
            next_step=say(
                "Repita lo último; si pasa otra vez, guarde una copia de respaldo y cambie de "
                "computadora."
            ),
        )


class Busy(Trouble):
    """Somebody else held the database for longer than we wait."""

    exit_status = Exit.ALREADY_OPEN

    def __init__(self) -> None:
        super().__init__(
            happened=say("Los datos están ocupados por otra tarea."),
            safe=_NOTHING_CHANGED,
            next_step=say("Espere un momento y repita lo último."),
        )


_BY_ERRNO: dict[int, type[Trouble]] = {
    errno.ENOSPC: DiskFull,
    errno.EFBIG: DiskFull,
    errno.EROFS: ReadOnlyFolder,
    errno.EACCES: ReadOnlyFolder,
    errno.EPERM: ReadOnlyFolder,
    errno.EIO: DiskFailing,
}
if hasattr(errno, "EDQUOT"):
    _BY_ERRNO[errno.EDQUOT] = DiskFull


def of_os_error(exc: OSError) -> Trouble | None:
    """The sentence for a failed file operation, or None for one that people need not hear of."""
    kind = _BY_ERRNO.get(exc.errno or 0)
    return kind() if kind else None  # type: ignore[call-arg]


@contextmanager
def telling() -> Iterator[None]:
    """Turn failed file operations inside into Trouble."""
    try:
        yield
    except OSError as exc:
        if trouble := of_os_error(exc):
            raise trouble from exc
        raise
