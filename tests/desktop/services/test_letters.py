from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.programme.court_letter import LOGO_MAX_BYTES, PNG, Letterhead
from desktop.programme.letter_code import read_text
from desktop.programme.roles import Role
from desktop.programme.vocabulary import (
    SettingNumber,
)
from desktop.services import (
    choices,
    letter_checks,
    letterhead,
    letters,
    orders,
    people,
)
from desktop.services.entrance import Desk
from desktop.services.letter_checks import Answer
from desktop.services.letterhead import OnlyCoordination
from desktop.services.letters import LetterIncomplete
from desktop.services.people import PersonForm
from desktop.services.refusals import BadForm, NotFound
from sync.batch.roster import Roster
from tests.desktop.services.court_case import *  # noqa: F403 - its fixture
from tests.desktop.services.court_case import (
    FIRST,
    FORM,
    HEAD,
    TODAY,
    A,
    E,
    Man,
    P,
    put_head,
    write,
)


def test_a_letter_says_the_days_that_count_and_its_code_is_signed_by_who_prints(man: Man) -> None:
    put_head(man.vault)
    man.came(P, P, A, E)
    made = write(man)
    assert made.facts.attended == (FIRST, FIRST + timedelta(days=7))
    assert made.facts.absent == (FIRST + timedelta(days=14),)
    assert (made.facts.name, made.facts.required, made.facts.max_total) == (
        "Juan Ejemplo Pérez",
        24,
        4,
    )
    assert made.head == HEAD
    said = read_text(made.code)
    assert (said.issued, said.signer) == (TODAY, man.vault.account.card.id)
    kept = orders.get_order(man.vault, man.order, TODAY).letters
    assert [(each.id, each.serial, each.statement) for each in kept] == [
        (made.letter, 1, said.packed().hex())
    ]


def lacking(man: Man) -> Iterator[Callable[[], object]]:
    yield lambda: people.edit_person(man.vault, man.person, PersonForm())
    yield lambda: orders.edit_order(man.vault, man.order, replace(FORM, court=" "))
    yield lambda: orders.edit_order(man.vault, man.order, replace(FORM, case_number=""))
    yield lambda: orders.edit_order(man.vault, man.order, replace(FORM, city=""))
    yield lambda: put_head(man.vault, replace(HEAD, signatory=""))


@pytest.mark.parametrize("which", range(5))
def test_a_letter_that_lacks_something_is_not_written(man: Man, which: int) -> None:
    put_head(man.vault)
    [*lacking(man)][which]()
    with pytest.raises(LetterIncomplete):
        write(man)
    assert orders.get_order(man.vault, man.order, TODAY).letters == ()


def test_a_later_letter_supersedes_the_earlier_only_when_it_was_printed(
    man: Man, mens_desk: Desk
) -> None:
    put_head(man.vault)
    first, second = write(man), None

    def answers() -> list[Answer]:
        now = letter_checks.list_now(mens_desk, TODAY)
        return [now.answer(read_text(each.code)) for each in (first, second) if each]

    letters.printed(man.vault, first.letter, TODAY)
    assert answers() == [Answer.VALID]
    second = write(man)
    assert second.facts.replaces
    assert answers() == [Answer.VALID, Answer.VALID]
    letters.not_printed(man.vault, second.letter, TODAY)
    assert answers() == [Answer.VALID, Answer.SUPERSEDED]
    second = write(man)
    letters.printed(man.vault, second.letter, TODAY)
    assert answers() == [Answer.SUPERSEDED, Answer.VALID]
    letters.withdraw(man.vault, second.letter, TODAY, "El juzgado cambió")
    assert answers() == [Answer.SUPERSEDED, Answer.SUPERSEDED]
    with pytest.raises(NotFound):
        letters.printed(man.vault, man.order, TODAY)


def test_a_letter_of_one_order_leaves_those_of_another_as_they_are(
    man: Man, mens_desk: Desk
) -> None:
    put_head(man.vault)
    first = write(man)
    other = replace(man, order=orders.enter_order(man.vault, man.person, FORM).created[0])
    letters.printed(man.vault, write(other).letter, TODAY)
    now = letter_checks.list_now(mens_desk, TODAY)
    assert now.answer(read_text(first.code)) is Answer.VALID


def test_the_code_of_a_stranger_and_an_altered_one_are_told_apart(
    man: Man, mens_desk: Desk
) -> None:
    put_head(man.vault)
    said = read_text(write(man).code)
    now = letter_checks.list_now(mens_desk, TODAY)
    assert now.answer(replace(said, issued=FIRST)) is Answer.ALTERED
    assert now.answer(replace(said, signer=bytes(16))) is Answer.UNKNOWN


def test_the_letterhead_is_the_coordinators_and_takes_a_small_png_alone(
    man: Man, mens_desk: Desk
) -> None:
    with pytest.raises(OnlyCoordination):
        letterhead.keep(mens_desk, HEAD)
    assert letterhead.read(man.vault) == Letterhead()
    logo = PNG + bytes(100)
    put_head(man.vault, replace(HEAD, logo=logo, phone=" 312 "))
    assert letterhead.read(man.vault) == replace(HEAD, logo=logo, phone="312")
    for bad in (b"GIF89a", PNG + bytes(LOGO_MAX_BYTES)):
        with pytest.raises(BadForm):
            put_head(man.vault, replace(HEAD, logo=bad))


@pytest.mark.parametrize("text", ["", "[]", "{", '{"logo": "%"}', '{"institution": null}'])
def test_a_damaged_letterhead_reads_as_none(man: Man, text: str) -> None:
    choices.put(man.vault, SettingNumber.LETTERHEAD, text)
    assert letterhead.read(man.vault) == Letterhead()


# --- the list that others check with ---------------------------------------------


def test_only_who_coordinates_lets_the_list_out_and_it_does_not_count_letters(
    mens_desk: Desk,
) -> None:
    with pytest.raises(OnlyCoordination):
        letter_checks.signed_list(mens_desk, TODAY)
    mens_desk.role = Role.COORDINATOR
    signed = letter_checks.signed_list(mens_desk, TODAY)
    found = letter_checks.read_list(signed)
    assert len(found.superseded) == letter_checks.PADDED_TO
    with pytest.raises(ValueError, match="signed"):
        letter_checks.read_list(replace(signed, data=signed.data + b" "))


def test_nobody_of_the_womens_stream_is_on_the_list(mens_desk: Desk, desk: Desk) -> None:
    found = letter_checks.list_now(mens_desk, TODAY)
    assert found.signers.keys() == {mens_desk.me}
    assert desk.me not in found.signers


def test_the_letters_of_who_left_stay_valid_and_a_stolen_key_makes_no_new_ones(
    man: Man, mens_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_head(man.vault)
    kept = read_text(write(man).code)
    forged = replace(kept, letter=bytes(16))
    forged = replace(forged, signature=man.vault.account.sign(forged.message()))
    assert letter_checks.list_now(mens_desk, TODAY).answer(forged) is Answer.VALID
    monkeypatch.setattr(Roster, "revoked", lambda _self, account: account == mens_desk.me)
    mens_desk.role = Role.COORDINATOR
    after = letter_checks.read_list(letter_checks.signed_list(mens_desk, TODAY))
    assert after.answer(kept) is Answer.VALID
    assert after.answer(forged) is Answer.UNKNOWN


def test_a_laptop_that_is_locked_tells_of_the_signature_alone(man: Man, laptop: Path) -> None:
    put_head(man.vault)
    said = read_text(write(man).code)
    assert letter_checks.answer_by_accounts(laptop, said) is Answer.VALID
    assert letter_checks.answer_by_accounts(laptop, replace(said, issued=FIRST)) is Answer.ALTERED
    assert letter_checks.answer_by_accounts(laptop, replace(said, signer=bytes(16))) is (
        Answer.UNKNOWN
    )
