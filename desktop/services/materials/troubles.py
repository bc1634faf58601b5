"""What can go wrong with a material, in three sentences each."""

from __future__ import annotations

from desktop.services.refusals import Refusal
from desktop.trouble import Exit, Message, Trouble, say

_OTHERS_STAND = say("Los demás materiales y los registros siguen como estaban.")


class MaterialsClosed(Trouble):
    """The shared vault is damaged; the key of the materials lies in it."""

    exit_status = Exit.DAMAGED

    def __init__(self) -> None:
        super().__init__(
            happened=say("Los materiales no se pueden abrir: el archivo compartido está dañado."),
            safe=say("Las listas y las personas de este programa siguen guardadas."),
            next_step=say("Siga sin materiales y avise a su coordinación."),
        )


class NotHere(Refusal):
    """The programme knows the material, but this laptop has not got its bytes."""

    def __init__(self, title: str) -> None:
        super().__init__(
            say("«{title}» todavía no está en esta computadora.", title=title),
            say("Cópielo desde la memoria donde lo tenga su equipo."),
        )


class DamagedMaterial(Trouble):
    """A byte of it is not what was copied."""

    exit_status = Exit.DAMAGED

    def __init__(self, title: str) -> None:
        super().__init__(
            happened=say("La copia de «{title}» en esta computadora está dañada.", title=title),
            safe=_OTHERS_STAND,
            next_step=say("Quítela de esta computadora y cópiela otra vez de la memoria."),
        )


class NotAsAnnounced(Trouble):
    """The bytes are not those that the list names, or changed while they were read."""

    exit_status = Exit.BAD_FILE

    def __init__(self, name: str) -> None:
        super().__init__(
            happened=say("El archivo {name} no es el que anuncia la lista.", name=name),
            safe=say("No se guardó nada de él; lo demás ya copiado está bien."),
            next_step=say("Puede estar dañado en la memoria: pida otra copia y repita."),
        )


class NotReadable(Trouble):
    """The stick went away or cannot be read."""

    exit_status = Exit.BAD_FILE

    def __init__(self, name: str) -> None:
        super().__init__(
            happened=say("No se pudo leer {name}.", name=name),
            safe=say("Lo ya copiado se conserva: al repetir, sigue donde quedó."),
            next_step=say("Conecte bien la memoria y copie otra vez."),
        )


class NoRoom(Trouble):
    """It would leave too little of the disk free for the records.

    Args:
        missing: bytes to be freed before.
    """

    exit_status = Exit.NO_SPACE

    def __init__(self, name: str, missing: int) -> None:
        super().__init__(
            happened=say("No hay lugar en el disco para {name}.", name=name),
            safe=say("No se empezó a copiar: el lugar que queda es para los registros."),
            next_step=say(
                "Libere {mb} MB, por ejemplo quitando materiales que ya no usa.",
                mb=-(-missing // 1_000_000),
            ),
        )


class Unusable(Refusal):
    """A file that is no material: its kind, its size or its name."""

    def __init__(self, name: str, why: Message) -> None:
        super().__init__(
            say("{name} no se puede usar: {why}", name=name, why=why),
            say("Use MP4, WebM, MP3, OGG, WAV, JPG, PNG, PDF, SRT o VTT de menos de 2 GB."),
        )


UNKNOWN_KIND = say("no es un video, sonido, imagen, PDF ni subtítulo que Vereda conozca.")
TOO_LARGE = say("pesa más de 2 GB.")
EMPTY = say("está vacío.")
OTHER_SORT = say("no es de la clase que dice la lista.")


class ListUnreadable(Refusal):
    """`materials.yaml` says something that cannot be followed. `line` counts from 1."""

    def __init__(self, line: int, what: Message, instead: Message) -> None:
        happened = say("En materials.yaml, línea {line}: {what}", line=line, what=what)
        super().__init__(happened, instead)
        self.line = line


class NoList(Refusal):
    """The folder has no list of materials."""

    def __init__(self) -> None:
        super().__init__(
            say("En esa carpeta no hay una lista de materiales (materials.yaml)."),
            say("Elija la carpeta que la tiene, o copie un archivo suelto."),
        )


class SubtitlesUnreadable(Refusal):
    """Not SRT or WebVTT as they are defined.

    Args:
        line: of the file, from 1.
    """

    def __init__(self, line: int) -> None:
        super().__init__(
            say("Los subtítulos tienen un error en el renglón {line}.", line=line),
            say("Corrija el archivo .srt o .vtt y cópielo otra vez."),
        )
