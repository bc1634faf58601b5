"""Somebody is referred by keyboard alone, what is told is chosen with her, and a no is a no."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QWidget

from desktop.programme.directory import Service
from desktop.programme.schema import UNSAFE_SERVICE
from desktop.programme.vocabulary import (
    ConsentHow,
    ConsentState,
    Purpose,
    ReferralCause,
    ReferralState,
    ServiceSort,
    SharedField,
)
from desktop.services import consents, directory, people, referral_views, referrals
from desktop.services.people import PersonForm
from desktop.services.referrals import NewReferral
from tests.e2e.stage import Play
from tests.ui.conftest import Demonstration, Opening
from tests.ui.looking import button, dialog, dialogs, every_text
from ui.pages.referrals import dialogs as asked_here
from ui.referral_form import ReferralForm, RefusedDialog, UnsafeServiceDialog, offer

TODAY = date.today()
SECRET = "Calle Oculta 7"
NAME = "Clara Secreta"


def someone(play: Play, *, agrees: bool = True) -> bytes:
    assert play.window.desk is not None
    work = play.window.desk.work
    form = PersonForm(nickname="Alondra", name=NAME, locality="Comala", birth="1990")
    person = people.add_person(work, form).created[0]
    if agrees:
        consents.answer(
            work,
            person,
            Purpose.REFERRAL,
            ConsentState.GIVEN,
            wording="text",
            how=ConsentHow.SPOKEN,
            on=TODAY,
            language="es",
        )
    return person


def service(play: Play, **said: object) -> bytes:
    assert play.window.desk is not None
    told = {"name": "Casa Luz", "sort": ServiceSort.SHELTER, "phone": "312 1", **said}
    return directory.add_service(play.window.desk, Service(**told)).created[0]  # type: ignore[arg-type]


def ask(play: Play, person: bytes, cause: ReferralCause = ReferralCause.DANGER) -> list[bytes]:
    """Open the form over the page of that person's referrals."""
    got: list[bytes] = []
    play.show("referrals", person)
    assert play.window.shell is not None
    offer(play.window.shell.current, person, cause, then=got.append)
    play.settle()
    assert isinstance(dialog(), ReferralForm)
    return got


def lines(play: Play, person: bytes) -> tuple[referral_views.ReferralLine, ...]:
    assert play.window.desk is not None
    return referral_views.of_person(play.window.desk.work, person)


def key(what: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget(), what)


def tab_to(wanted: QWidget) -> None:
    for _step in range(40):
        if QApplication.focusWidget() is wanted:
            return
        key(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never reaches {wanted.accessibleName()!r}")


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_whole_form_is_filled_by_keyboard(
    locked: Opening, laptop: Path, demonstration: Demonstration, language: str
) -> None:
    play = locked(laptop, language)
    play.sit(demonstration.account)
    person, where = someone(play), service(play, municipality="Comala")
    got = ask(play, person)
    form = dialog()
    assert QApplication.focusWidget() is form.where.service
    key(Qt.Key.Key_Down)
    for field in (SharedField.NICKNAME, SharedField.NEED):
        tab_to(form.shared.boxes[field])
        key(Qt.Key.Key_Space)
    tab_to(form.shared.need)
    QTest.keyClicks(QApplication.focusWidget(), "Revision hoy")
    tab_to(form.primary)
    key(Qt.Key.Key_Space)
    play.settle()
    (line,) = lines(play, person)
    assert [line.id] == got
    assert line.service == where
    assert line.shared == (SharedField.NICKNAME, SharedField.NEED)
    assert (line.need, line.follow_up) == ("Revision hoy", TODAY + timedelta(days=1))


def test_danger_shows_first_whom_to_call_and_nothing_is_ticked_beforehand(play: Play) -> None:
    service(play, name="Línea", sort=ServiceSort.EMERGENCY_LINE, phone="079")
    ask(play, someone(play))
    told = [each.text() for each in dialog().findChildren(QLabel)]
    call = next(at for at, text in enumerate(told) if "llame ahora" in text)
    assert call < told.index("¿A dónde?")
    assert any("079" in text for text in told[call : call + 4])
    assert not any(box.isChecked() for box in dialog().findChildren(QCheckBox))


def test_the_preview_shows_what_is_ticked_and_no_hidden_address(play: Play) -> None:
    where = service(play, address=SECRET, address_hidden=True)
    ask(play, someone(play))
    form = dialog()
    form.where.choose_service(where)
    paper = form.shared._paper.parentWidget()

    def told() -> str:
        play.settle()
        return "\n".join(each.text() for each in paper.findChildren(QLabel) if each.isVisible())

    assert NAME not in told()
    form.shared.boxes[SharedField.NAME].setChecked(True)
    assert NAME in told()
    assert not any(SECRET in text for text in every_text(form))
    button(form, "Ver el domicilio oculto").click()
    assert any(SECRET in text for text in every_text(form))
    assert SECRET not in told()


def test_without_consent_there_is_nothing_to_tick(play: Play) -> None:
    where = service(play)
    person = someone(play, agrees=False)
    ask(play, person)
    form = dialog()
    assert form.findChildren(QCheckBox) == []
    assert any("nadie le ha preguntado" in text for text in every_text(form))
    form.where.choose_service(where)
    form.primary.click()
    play.settle()
    assert lines(play, person)[0].shared == ()


def test_her_no_is_kept_and_closes_the_form(play: Play) -> None:
    person = someone(play)
    got = ask(play, person, ReferralCause.STRANGULATION)
    dialog().refused.click()
    play.settle()
    asked = next(each for each in dialogs() if isinstance(each, RefusedDialog))
    asked.why.setPlainText("Ahora no")
    asked.primary.click()
    play.settle()
    (line,) = lines(play, person)
    assert (line.state, line.state_why, [line.id]) == (ReferralState.REFUSED, "Ahora no", got)
    assert dialogs() == []


def test_what_is_not_safe_for_her_is_only_counted(play: Play) -> None:
    where, person = service(play, name="Casa del primo"), someone(play)
    assert play.window.desk is not None
    with play.window.desk.work.write() as journal:
        journal.record(UNSAFE_SERVICE.pair(person, where, said_on=TODAY.isoformat()))
    ask(play, person)
    told = every_text(dialog())
    assert not any("Casa del primo" in text for text in told)
    assert any(text.startswith("1 no se muestra") for text in told)


def test_a_service_that_the_directory_lacks_is_written_by_its_name(play: Play) -> None:
    person = someone(play)
    ask(play, person)
    form = dialog()
    form.primary.click()
    assert form.problem.isVisible()
    form.where.service.setCurrentIndex(form.where.service.count() - 1)
    form.where.name.setText("Doctora del pueblo")
    form.primary.click()
    play.settle()
    assert [line.service_name for line in lines(play, person)] == ["Doctora del pueblo"]


def made(play: Play, person: bytes, **said: object) -> bytes:
    assert play.window.desk is not None
    values = {
        "cause": ReferralCause.ASKED_FOR,
        "on": TODAY - timedelta(days=8),
        "service_name": "Centro de salud",
        **said,
    }
    return referrals.make(play.window.desk.work, person, NewReferral(**values)).created[0]  # type: ignore[arg-type]


def test_today_asks_and_the_page_takes_the_answer(play: Play) -> None:
    person = someone(play)
    made(play, person)
    play.show("today")
    assert play.window.shell is not None
    today = play.window.shell.current
    assert any("hubo respuesta" in text for text in every_text(today))
    play.show("referrals", person)
    page = play.window.shell.current
    assert any("¿Hubo respuesta?" in text for text in every_text(page))
    page._acts(page.found[0])[1].click()
    play.settle()
    dialog().primary.click()
    play.settle()
    assert lines(play, person)[0].state is ReferralState.ATTENDED


def test_an_unreachable_service_offers_another_and_the_first_is_closed_with_it(play: Play) -> None:
    person = someone(play)
    first = made(play, person)
    play.show("referrals", person)
    assert play.window.shell is not None
    page = play.window.shell.current
    page._on_state(page.found[0], ReferralState.UNREACHABLE)
    play.settle()
    dialog().primary.click()
    play.settle()
    form = dialog()
    assert isinstance(form, ReferralForm)
    form.where.service.setCurrentIndex(form.where.service.count() - 1)
    form.where.name.setText("Otro centro")
    form.primary.click()
    play.settle()
    found = {line.id: line for line in lines(play, person)}
    assert found.pop(first).state is ReferralState.CLOSED
    assert [line.service_name for line in found.values()] == ["Otro centro"]
    assert any("Se ofreció otro servicio" in text for text in every_text(page))


def test_giving_up_says_why(play: Play) -> None:
    person = someone(play)
    made(play, person)
    play.show("referrals", person)
    assert play.window.shell is not None
    page = play.window.shell.current
    page._on_state(page.found[0], ReferralState.CLOSED)
    play.settle()
    asked = dialog()
    asked.primary.click()
    assert asked.problem.isVisible()
    asked.why.setPlainText("Se fue a vivir lejos")
    asked.primary.click()
    play.settle()
    assert lines(play, person)[0].state is ReferralState.CLOSED


def test_the_paper_goes_to_a_printer_alone(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    person = someone(play)
    made(play, person, shared=(SharedField.NAME,))
    papers: list[str] = []
    monkeypatch.setattr(
        asked_here, "print_out", lambda _over, _room, _what, html: papers.append(html) or True
    )
    play.show("referrals", person)
    assert play.window.shell is not None
    page = play.window.shell.current
    page._on_print(page.found[0])
    play.settle()
    assert not any("PDF" in text for text in every_text(dialog()))
    dialog().primary.click()
    play.settle()
    assert NAME in papers[0]
    assert "Alondra" not in papers[0]


def test_she_takes_a_line_back_and_the_paper_follows(play: Play) -> None:
    person = someone(play)
    made(play, person, shared=(SharedField.NAME, SharedField.NICKNAME))
    play.show("referrals", person)
    assert play.window.shell is not None
    page = play.window.shell.current
    page._on_share(page.found[0])
    play.settle()
    asked = dialog()
    assert asked.shared.chosen == (SharedField.NICKNAME, SharedField.NAME)
    asked.shared.boxes[SharedField.NAME].setChecked(False)
    asked.primary.click()
    play.settle()
    page._on_print(page.found[0])
    play.settle()
    assert not any(NAME in text for text in every_text(dialog()))


def test_an_empty_page_teaches(beginner: Play) -> None:
    beginner.show("referrals")
    assert beginner.window.shell is not None
    page = beginner.window.shell.current
    assert page.empty.isVisible()


def test_what_she_calls_not_safe_is_offered_no_more_until_she_says_so(beginner: Play) -> None:
    person, casa = someone(beginner), service(beginner)
    service(beginner, name="Casa Sol", phone="312 2")
    ask(beginner, person)
    form = dialog()
    assert isinstance(form, ReferralForm)
    form.where.choose_service(casa)
    button(form, "No es seguro para esta persona…").click()
    beginner.settle()
    asked = next(each for each in dialogs() if isinstance(each, UnsafeServiceDialog))
    asked.primary.click()
    beginner.settle()
    offered = [form.where.service.itemText(at) for at in range(form.where.service.count())]
    assert not any("Casa Luz" in text for text in offered)
    assert any("Casa Sol" in text for text in offered)
    assert form.where.line is None
    button(form, "Ver cuáles").click()
    beginner.settle()
    shown = dialog()
    assert any("Casa Luz" in text for text in every_text(shown))
    button(shown, "Puede ofrecerse otra vez").click()
    beginner.settle()
    ask(beginner, person)
    form = dialog()
    assert isinstance(form, ReferralForm)
    form.where.choose_service(casa)
    assert form.where.line is not None
