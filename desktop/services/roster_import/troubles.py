"""Why a file cannot be read as a roster, in three sentences each."""

from __future__ import annotations

from desktop.trouble import Exit, Message, Trouble, say

_CSV = say(
    "Ábralo en su programa de hojas de cálculo, guárdelo como .xlsx o CSV y elíjalo de nuevo."
)


class BadRoster(Trouble):
    """The file was not taken, and nothing was written."""

    exit_status = Exit.BAD_FILE

    def __init__(self, happened: Message, next_step: Message = _CSV) -> None:
        super().__init__(
            happened=happened,
            safe=say("No se escribió nada: sus registros siguen como estaban."),
            next_step=next_step,
        )


class CannotOpen(BadRoster):
    """Missing, no permission, a folder or device, or the stick was pulled out."""

    def __init__(self) -> None:
        super().__init__(
            say("No se pudo leer el archivo."),
            say("Revise que la memoria siga conectada y que pueda abrir el archivo."),
        )


class EmptyFile(BadRoster):
    """Nothing in it, or only blank lines."""

    def __init__(self) -> None:
        super().__init__(
            say("El archivo está vacío."), say("Revise si eligió el archivo correcto.")
        )


class NotASpreadsheet(BadRoster):
    """Bytes that are neither text nor a workbook."""

    def __init__(self) -> None:
        super().__init__(say("El archivo no es una lista: no es .xlsx ni CSV."))


class OtherFormat(BadRoster):
    """A spreadsheet in a format that is not read, such as .xls, .ods or .xlsb."""

    def __init__(self) -> None:
        super().__init__(say("El archivo es una hoja de cálculo de un formato que no se lee aquí."))


class Protected(BadRoster):
    """A workbook behind a password."""

    def __init__(self) -> None:
        super().__init__(
            say("El archivo tiene contraseña."),
            say("Ábralo, guarde una copia sin contraseña y elíjala. Al terminar, borre la copia."),
        )


class Damaged(BadRoster):
    """A workbook or text that breaks off, or is not what it says."""

    def __init__(self) -> None:
        super().__init__(say("El archivo está dañado o incompleto."))


class Suspicious(BadRoster):
    """Built to exhaust the laptop: it unpacks to far more than it weighs."""

    def __init__(self) -> None:
        super().__init__(
            say("El archivo ocupa al abrirse mucho más de lo normal, y no se abrió."),
            say("Copie solo la lista a un archivo nuevo y elíjalo."),
        )


class TooLarge(BadRoster):
    """More bytes than a roster has."""

    def __init__(self, limit_mb: int) -> None:
        super().__init__(
            say("El archivo pesa más de {limit} MB.", limit=limit_mb),
            say("Divídalo en varios archivos y elíjalos uno por uno."),
        )


class TooManyRows(BadRoster):
    """More rows than one import takes."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            say("El archivo tiene más de {limit} renglones.", limit=f"{limit:,}"),
            say("Divídalo en varios archivos y elíjalos uno por uno."),
        )


class NoHeadings(BadRoster):
    """No row that names the columns."""

    def __init__(self) -> None:
        super().__init__(
            say("No se encontró el renglón de títulos de la lista."),
            say(
                "Ponga un título a cada columna, por ejemplo: Nombre, Fecha de nacimiento,"
                " Teléfono. Después elija de nuevo el archivo."
            ),
        )


class UnclosedQuote(BadRoster):
    """A quotation mark that swallows the rest of the file."""

    def __init__(self, line: int) -> None:
        super().__init__(
            say("Cerca de la línea {line} faltan unas comillas o hay un texto enorme.", line=line),
            say("Corrija esa línea y elija de nuevo el archivo."),
        )


class CannotSave(Trouble):
    """The list of refused rows could not be written where it was asked to."""

    exit_status = Exit.READ_ONLY

    def __init__(self) -> None:
        super().__init__(
            happened=say("No se pudo guardar la lista de renglones rechazados."),
            safe=say("Lo que ya se importó sigue guardado."),
            next_step=say("Elija otra carpeta o libere espacio, y guárdela otra vez."),
        )


class CannotRemove(Trouble):
    """The imported file is still where it was."""

    exit_status = Exit.READ_ONLY

    def __init__(self) -> None:
        super().__init__(
            happened=say("No se pudo borrar el archivo de la lista."),
            safe=say("Lo que se importó está guardado."),
            next_step=say(
                "Bórrelo usted desde el explorador de archivos: trae nombres a la vista."
            ),
        )
