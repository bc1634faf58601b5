"""What can go wrong with recovery sheets, said in three sentences each."""

from __future__ import annotations

from desktop.trouble import Exit, Message, Trouble, say

_TRY_AGAIN = say("Equivocarse no borra nada.")
_COMPARE = say("Compare las palabras con la hoja, una por una.")


class BadSheet(Trouble):
    """What was typed is no sheet of ours.

    Attributes:
        place: number of the word to look at, from 1; None when unknown.
    """

    exit_status = Exit.USAGE

    def __init__(self, happened: Message, next_step: Message, place: int | None = None) -> None:
        super().__init__(happened=happened, safe=_TRY_AGAIN, next_step=next_step)
        self.place = place


class WordsMissing(BadSheet):
    """Too few words, or too many."""

    def __init__(self, count: int, expected: int) -> None:
        super().__init__(
            say(
                "La hoja tiene {expected} palabras y aquí hay {count}.",
                expected=expected,
                count=count,
            ),
            say("Revise que no falte ni sobre ninguna."),
            min(count + 1, expected),
        )


class UnknownWord(BadSheet):
    """A word that no sheet can have."""

    def __init__(self, place: int) -> None:
        super().__init__(
            say("La palabra {place} no es de las que llevan las hojas.", place=place),
            say("Mírela en la hoja y escríbala letra por letra."),
            place,
        )


class WrongWord(BadSheet):
    """Every word can stand on a sheet, but together they stand on none."""

    def __init__(self, place: int | None = None) -> None:
        super().__init__(
            say("Hay una palabra que no es la de la hoja.")
            if place is None
            else say("La palabra {place} no es la de la hoja.", place=place),
            _COMPARE if place is None else say("Mírela en la hoja y escríbala otra vez."),
            place,
        )


class SwappedWords(BadSheet):
    """Two neighbours have changed places."""

    def __init__(self, place: int) -> None:
        super().__init__(
            say(
                "Las palabras {first} y {second} parecen cambiadas de lugar.",
                first=place,
                second=place + 1,
            ),
            say("Mírelas en la hoja y escríbalas otra vez."),
            place,
        )


class OtherKindOfSheet(BadSheet):
    """A whole list of words of the same kind, which no ceremony of ours made."""

    def __init__(self) -> None:
        super().__init__(
            say("Esas palabras están completas, pero no son de una hoja de recuperación nuestra."),
            say("Busque la hoja que dice «Hoja de recuperación»."),
        )


class SameSheet(BadSheet):
    """One sheet twice."""

    def __init__(self) -> None:
        super().__init__(
            say("Las dos veces escribió la misma hoja."),
            say("Hacen falta dos hojas distintas, de dos personas."),
        )


class SheetsApart(BadSheet):
    """Two sheets that were not made together."""

    def __init__(self) -> None:
        super().__init__(
            say("Las dos hojas no se hicieron juntas; una es más vieja o de otro lugar."),
            say("Busque dos hojas con la misma serie; empiezan con las mismas dos palabras."),
        )


class OtherProgramme(BadSheet):
    """The sheets are whole and were made for another programme."""

    exit_status = Exit.REFUSED

    def __init__(self) -> None:
        super().__init__(
            say("Esas hojas no son de este programa."),
            say("Busque las hojas que se hicieron para los archivos de esta computadora."),
        )


class SheetsOpenNothing(BadSheet):
    """The sheets may be this programme's, but no file here has a slot for them."""

    exit_status = Exit.REFUSED

    def __init__(self) -> None:
        super().__init__(
            say("Esas hojas no abren ningún archivo de esta computadora."),
            say(
                "Si hay hojas más nuevas, use ésas. Si se hicieron cuando esta computadora "
                "ya no se usaba, pruebe en otra."
            ),
        )
