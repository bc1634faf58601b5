"""What a safety plan asks a woman about, in plain words and one question at a time.

Written for this programme. Nothing here proposes staying with anybody, going back to anybody or
talking it over: a plan is for getting to safety and for living apart. Nobody is named in it.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.programme.vocabulary import PaperPlace
from desktop.trouble import Message, say

TEXT_MAX_CHARS = 10_000
"""Of one answer."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question: the column of SAFETY_PLAN that keeps it, and short examples as hints.

    `plain` is its title on a paper that leaves the office: a word that tells nobody anything.
    """

    column: str
    title: Message
    plain: Message
    ask: Message
    hints: tuple[Message, ...]


QUESTIONS: tuple[Question, ...] = (
    Question(
        "signs",
        say("Señales de peligro"),
        say("Avisos"),
        say("¿Qué nota usted cuando la situación se está poniendo peligrosa?"),
        (
            say("Un tono, una mirada, golpes a las cosas"),
            say("Que haya tomado, que revise el teléfono, que cierre la puerta"),
            say("Lo que usted siente en el cuerpo antes de que pase"),
        ),
    ),
    Question(
        "ways_out",
        say("Por dónde salir"),
        say("Puertas"),
        say("Si tuviera que salir de prisa, ¿por dónde saldría?"),
        (
            say("Qué puerta o ventana, de día y de noche"),
            say("Cuartos sin salida, o con cuchillos o herramientas: no quedarse ahí"),
            say("Dónde quedan las llaves y los zapatos"),
        ),
    ),
    Question(
        "where_to",
        say("A dónde ir"),
        say("Lugares"),
        say("¿A dónde puede llegar, a cualquier hora, y cómo llegaría?"),
        (
            say("Un lugar con gente o con luz a esa hora"),
            say("En qué se va: a pie, en taxi conocido, con alguien"),
            say("Un segundo lugar, por si en el primero la buscan"),
        ),
    ),
    Question(
        "who_helps",
        say("Quién ayuda"),
        say("Personas"),
        say("¿Con quién cuenta? Diga qué es de usted o un apodo, no su nombre."),
        (
            say("Una vecina, una hermana, una compañera de trabajo"),
            say("Qué puede hacer cada quien: abrir la puerta, llamar, cuidar a los niños"),
            say("Quién no debe saberlo, porque podría contarlo"),
        ),
    ),
    Question(
        "children",
        say("Niñas y niños"),
        say("Niñas y niños"),
        say("¿Qué deben saber y hacer sus hijas e hijos, según su edad?"),
        (
            say("Que su tarea es ponerse a salvo, no detener los golpes"),
            say("A dónde van y con quién, y cómo llaman a emergencias"),
            say("Quién puede recogerlos en la escuela y quién no"),
        ),
    ),
    Question(
        "bag",
        say("La bolsa y los papeles"),
        say("Cosas"),
        say("¿Qué llevaría, y dónde puede estar guardado desde antes?"),
        (
            say("Actas, identificaciones, cartilla, papeles de una orden"),
            say("Medicinas, ropa, llaves, algo de los niños"),
            say("Fuera de casa, con alguien de confianza; copias bastan"),
        ),
    ),
    Question(
        "phone",
        say("Teléfono y contraseñas"),
        say("Teléfono"),
        say("¿Quién puede ver su teléfono, sus mensajes o dónde está?"),
        (
            say("Apagar la ubicación; cambiar las contraseñas desde otro aparato"),
            say("Un teléfono prestado para lo importante"),
            say("Números de memoria, sin escribirlos en el teléfono"),
        ),
    ),
    Question(
        "money",
        say("Dinero"),
        say("Gastos"),
        say("¿Con qué dinero cuenta para salir y para los primeros días?"),
        (
            say("Para el pasaje de todos, en billetes, poco a poco"),
            say("Dónde guardarlo sin que se vea"),
            say("Apoyos o tarjeta que llegan a nombre de usted"),
        ),
    ),
    Question(
        "signal",
        say("Una señal acordada"),
        say("Palabra"),
        say("¿Con qué palabra o señal pide ayuda sin decirlo?"),
        (
            say("Una palabra común, una luz, una prenda en la ventana"),
            say("Qué hace quien la ve: llamar a emergencias, no venir a solas"),
            say("A quién se le enseña, también a los niños si conviene"),
        ),
    ),
    Question(
        "living_apart",
        say("Viviendo aparte"),
        say("Casa"),
        say("Si ya vive aparte, o cuando se vaya, ¿qué la mantiene a salvo?"),
        (
            say("Cambiar chapas, rutas y horarios; avisar en la escuela y el trabajo"),
            say("Llevar siempre una copia de la orden, si la hay"),
            say("Entregar a los niños en un lugar público o por otra persona"),
        ),
    ),
    Question(
        "strength",
        say("Lo que le da fuerza"),
        say("Ánimo"),
        say("¿Qué la sostiene en los días difíciles?"),
        (
            say("Personas, lugares, una oración, un oficio, un plan propio"),
            say("Lo que ya ha logrado para protegerse"),
            say("Qué hacer cuando entra la duda o el cansancio"),
        ),
    ),
)
"""In the order in which they are asked; any may stay empty."""

COLUMNS = tuple(each.column for each in QUESTIONS)

PAPER_WORDS: dict[PaperPlace, Message] = {
    PaperPlace.OFFICE: say("En la oficina, guardado con llave"),
    PaperPlace.WITH_HER: say("Lo lleva ella"),
    PaperPlace.SOMEBODY: say("Con alguien de su confianza"),
}

PAPER_HINTS: dict[PaperPlace, Message] = {
    PaperPlace.OFFICE: say("Lo más seguro. Puede venir a leerlo cuando quiera."),
    PaperPlace.WITH_HER: say("Sólo si tiene dónde guardarlo sin que nadie lo encuentre."),
    PaperPlace.SOMEBODY: say("Que no viva con ella y no lo cuente. Aquí no se anota quién es."),
}
"""The office first: a plan that is found can be dangerous."""
