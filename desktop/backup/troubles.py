"""What can go wrong with a copy, said in three sentences each."""

from __future__ import annotations

from desktop.trouble import Exit, Trouble, say

_OTHERS_SAFE = say("Sus registros en esta computadora siguen igual.")
_MEGABYTE = 1_000_000


class BadCopy(Trouble):
    """A file that is no backup, or one that was cut or changed."""

    exit_status = Exit.BAD_FILE

    def __init__(self) -> None:
        super().__init__(
            happened=say("Esa copia está dañada o incompleta, o no es una copia."),
            safe=_OTHERS_SAFE,
            next_step=say("Haga una copia nueva, de preferencia en otra memoria."),
        )


class NoCopyThere(Trouble):
    """The file or the stick is not there, or cannot be read."""

    exit_status = Exit.BAD_FILE

    def __init__(self) -> None:
        super().__init__(
            happened=say("No se pudo leer la copia: el archivo no está o la memoria falla."),
            safe=_OTHERS_SAFE,
            next_step=say("Conecte otra vez la memoria y elija el archivo de nuevo."),
        )


class NotWritten(Trouble):
    """The medium did not give back what was written to it."""

    exit_status = Exit.FAILED

    def __init__(self) -> None:
        super().__init__(
            happened=say("La memoria no guardó bien la copia; se quitó lo que había quedado."),
            safe=_OTHERS_SAFE,
            next_step=say("Haga la copia en otra memoria; ésta ya no es de fiar."),
        )


class NoRoom(Trouble):
    """Too little room where the copy should go, or where it should be restored."""

    exit_status = Exit.NO_SPACE

    def __init__(self, needed: int, free: int) -> None:
        super().__init__(
            happened=say(
                "No cabe: hacen falta {needed} MB y hay {free} MB libres.",
                needed=-(-needed // _MEGABYTE),
                free=free // _MEGABYTE,
            ),
            safe=say("No se escribió nada. Sus registros siguen igual."),
            next_step=say("Libere espacio ahí, o use otra memoria."),
        )


class NowhereToCopy(Trouble):
    """No target was named and there is not exactly one stick; or the target is no folder."""

    exit_status = Exit.USAGE

    def __init__(self) -> None:
        super().__init__(
            happened=say("No se sabe en qué memoria guardar la copia."),
            safe=_OTHERS_SAFE,
            next_step=say("Conecte una sola memoria, o diga la carpeta."),
        )


class NothingToCopy(Trouble):
    """The data folder has no account."""

    exit_status = Exit.REFUSED

    def __init__(self) -> None:
        super().__init__(
            happened=say("En esta carpeta no hay ninguna cuenta que copiar."),
            safe=say("No se escribió nada."),
            next_step=say("Revise la carpeta de datos."),
        )


class CopyUnderWay(Trouble):
    """Another process makes a backup of the same folder."""

    exit_status = Exit.ALREADY_OPEN

    def __init__(self) -> None:
        super().__init__(
            happened=say("Ya se está haciendo otra copia."),
            safe=_OTHERS_SAFE,
            next_step=say("Espere a que termine y hágala otra vez si hace falta."),
        )


class Cancelled(Trouble):
    """The person cancelled. Nothing is left behind."""

    exit_status = Exit.REFUSED

    def __init__(self) -> None:
        super().__init__(
            happened=say("Se canceló antes de terminar."),
            safe=_OTHERS_SAFE,
            next_step=say("Puede hacerlo de nuevo cuando quiera."),
        )


class CannotWriteThere(Trouble):
    """The target is read-only or another user's."""

    exit_status = Exit.READ_ONLY

    def __init__(self) -> None:
        super().__init__(
            happened=say("No se puede escribir en el lugar elegido para la copia."),
            safe=_OTHERS_SAFE,
            next_step=say("Quite el seguro de la memoria, o elija otra."),
        )
