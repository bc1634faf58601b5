"""A data folder with as many people as a big state would have on one laptop."""

from __future__ import annotations

from pathlib import Path
from random import Random

from desktop.programme.folio import draw_folio
from desktop.programme.names import offer_nickname
from desktop.programme.schema import ENROLMENT, GROUP, PARTICIPANT
from desktop.programme.vocabulary import EnrolmentState, Stream
from desktop.services.founding import found_programme

NICKNAME, PHRASE = "Colibrí", "lluvia mansa sobre cinco jacarandas"
PEOPLE = 10_000
GROUP_PEOPLE = 25
SYLLABLES = ("ma", "ri", "lu", "ce", "na", "to", "sa", "vi", "be", "ro", "da", "li", "no", "pe")


def build(folder: Path, people: int = PEOPLE) -> None:
    """People with invented nicknames, folios and names, all of them in groups."""
    rng = Random(7)
    desk = found_programme(folder, NICKNAME, PHRASE, Stream.WOMEN, "San Isidro")
    folios: set[str] = set()
    nicknames: list[str] = []
    for number in range(people // GROUP_PEOPLE):
        with desk.work.write() as journal:
            group = journal.record(GROUP.new(name=f"Grupo {number + 1}")).created[0]
            drafts = []
            for _ in range(GROUP_PEOPLE):
                folio = draw_folio(folios, rng)
                folios.add(folio)
                nickname = offer_nickname(nicknames[-GROUP_PEOPLE:], rng)
                nicknames.append(nickname)
                drafts.append(PARTICIPANT.new(folio=folio, nickname=nickname, name=name(rng)))
            made = journal.record(*drafts).created
            journal.record(
                *(ENROLMENT.pair(group, each, state=EnrolmentState.ACTIVE) for each in made)
            )
    desk.close()


def name(rng: Random) -> str:
    """Words that are nobody's name."""
    words = ("".join(rng.choices(SYLLABLES, k=rng.randrange(2, 4))) for _ in range(3))
    return " ".join(word.capitalize() for word in words)
