"""What the two groups that meet today lived so far: words, agreements, calls, a bad evening.

All of it is invented, like the people who say it.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.programme.vocabulary import (
    IncidentSort,
    Stream,
    ViolenceForm,
    WayHome,
)
from desktop.services.calls import Agreement
from desktop.services.own_words import Said


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody of the group said at a meeting."""

    ordinal: int
    nickname: str
    said: Said


@dataclass(frozen=True, slots=True)
class Evening:
    """Something that happened at a meeting; `settled` empty: nobody wrote how it ended."""

    ordinal: int
    sort: IncidentSort
    note: str
    nickname: str = ""
    way_home: WayHome | None = None
    settled: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """How somebody may be looked for, and a telephone that is safe."""

    nickname: str
    phone: str
    agreed: Agreement


@dataclass(frozen=True, slots=True)
class Story:
    """One group's weeks. `heads`: visitors, interpreters and children in care, by meeting."""

    words: tuple[Words, ...]
    contacts: tuple[Contact, ...]
    evening: Evening
    worry: str
    heads: dict[int, tuple[int, int, int]]
    fare_cents: int


STORIES: dict[Stream, Story] = {
    Stream.WOMEN: Story(
        words=(
            Words(4, "Luna", Said(commitment="Pedir mi acta de nacimiento en el registro.")),
            Words(
                5,
                "Nube",
                Said(
                    commitment="Volver a vender mis flores los domingos.",
                    strategy="El dinero lo guarda mi comadre.",
                    forms=frozenset({ViolenceForm.ECONOMIC, ViolenceForm.CONTROL}),
                ),
            ),
            Words(
                5,
                "Maíz",
                Said(
                    strategy="Tener anotado aparte el teléfono de mi hermana.",
                    forms=frozenset({ViolenceForm.PSYCHOLOGICAL}),
                ),
            ),
            Words(
                6,
                "Luna",
                Said(
                    commitment="Inscribirme al taller de costura.",
                    forms=frozenset({ViolenceForm.PSYCHOLOGICAL, ViolenceForm.PATRIMONIAL}),
                ),
            ),
            Words(6, "Ceiba", Said(commitment="Caminar cada tarde con mi vecina.")),
        ),
        contacts=(
            Contact(
                "Brisa",
                "555 010 0142",
                Agreement(
                    who="Ella o su hermana mayor",
                    hours="Lunes a viernes, de 10 a 12",
                    pretext="Del taller de costura, por el horario",
                    avoid="No dejar recado ni decir del grupo",
                ),
            ),
            Contact(
                "Luna",
                "555 010 0177",
                Agreement(
                    who="Sólo ella",
                    hours="Después de las 5",
                    pretext="De la biblioteca, por un libro",
                    avoid="Si contesta otra voz, número equivocado",
                ),
            ),
        ),
        evening=Evening(
            6,
            IncidentSort.PARTNER_OUTSIDE,
            "Un coche esperó enfrente desde las 6. Salimos juntas por la puerta de atrás.",
        ),
        worry="5420 no vino otra vez; su hermana tampoco la ha visto.",
        heads={5: (0, 1, 2), 6: (1, 1, 3)},
        fare_cents=60_00,
    ),
    Stream.MEN: Story(
        words=(
            Words(
                2,
                "Roble",
                Said(
                    commitment="No alzar la voz en mi casa esta semana.",
                    strategy="Salirme a caminar antes de gritar.",
                ),
            ),
            Words(
                3,
                "Halcón",
                Said(
                    commitment="No revisar el teléfono de nadie.",
                    forms=frozenset({ViolenceForm.CONTROL, ViolenceForm.DIGITAL}),
                ),
            ),
            Words(
                4,
                "Mezquite",
                Said(
                    strategy="Llamar a mi compadre cuando siento que me enojo.",
                    forms=frozenset({ViolenceForm.PSYCHOLOGICAL, ViolenceForm.PHYSICAL}),
                ),
            ),
        ),
        contacts=(
            Contact(
                "Venado",
                "555 010 0118",
                Agreement(
                    who="Sólo él",
                    hours="Después de las 7 de la noche",
                    avoid="No llamar al trabajo",
                ),
            ),
        ),
        evening=Evening(
            3,
            IncidentSort.NOT_ADMITTED,
            "Llegó tomado. Se le explicó y no entró.",
            nickname="Viento",
            way_home=WayHome.ACCEPTED,
            settled="Se fue en taxi. Se habló con él antes de la reunión siguiente.",
        ),
        worry="Al grupo le cuesta hablar de los celos sin reírse.",
        heads={4: (1, 0, 0)},
        fare_cents=40_00,
    ),
}
