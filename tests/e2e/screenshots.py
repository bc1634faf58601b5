"""`make screenshots`: every page, es and en, 1366x768 and 1024x560, into build/screenshots/."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parent))

import dialog_pictures
import qr_dialogs
import rosters
import stage
from first_run import FirstRun

from desktop.demo.build import ACCOUNTS, Size, build
from desktop.services import counts, group_views
from ui.pages.team.person_row import PersonRow
from ui.widgets.big_choice import BigChoice
from ui.widgets.dialog import Dialog

SIZES = ((1366, 768), (1024, 560))


def main() -> int:
    out = Path("build/screenshots")
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "demonstration"
        build(folder, Size.SMALL, date.today())
        roster = rosters.untidy_csv(Path(scratch) / "lista.csv")
        for language in ("es", "en"):
            empty = stage.Play(Path(scratch) / f"empty-{language}", language)
            for name in _first_run(empty):
                _each_size(empty, out / f"welcome-{name}-{language}")
            empty.close()
            asking = stage.Play(Path(scratch) / f"asking-{language}", language)
            for name in FirstRun(asking).ask_to_join():  # type: ignore[arg-type]
                if name in ("request", "waiting"):
                    _each_size(asking, out / f"welcome-{name}-{language}")
            qr_dialogs.pictures(asking, out / f"qr-{language}", SIZES)
            asking.close()
            play = stage.Play(folder, language)
            _each_size(play, out / f"unlock-{language}")
            play.unlock(ACCOUNTS[0].nickname, ACCOUNTS[0].passphrase)
            _publish(play)
            for name in play.every_page(roster):
                if name == "attendance":
                    _mark_some(play)
                _each_size(play, out / f"{name}-{language}")
                if name == "settings":
                    _copies(play, out / f"settings-copies-{language}")
            for name, dialog in _team_dialogs(play):
                play.resize(*SIZES[1])
                dialog.grab().save(str(out / f"team-{name}-{language}.png"))
                dialog.reject()
                play.settle()
            for name, dialog in _group_dialogs(play):
                play.resize(*SIZES[1])
                dialog.grab().save(str(out / f"group-{name}-{language}.png"))
            for name in _close(play):
                _each_size(play, out / f"{name}-{language}")
            for name, dialog in _lead_dialogs(play):
                dialog.grab().save(str(out / f"lead-{name}-{language}.png"))
                dialog.reject()
                play.settle()
            for name, dialog in _referral_dialogs(play):
                dialog.grab().save(str(out / f"referral-{name}-{language}.png"))
                dialog.reject()
                play.settle()
            for name in play.show_intake():
                _each_size(play, out / f"{name}-{language}")
            _call_card(play, out / f"call-card-{language}")
            for name in _ceremony(play):
                _each_size(play, out / f"{name}-{language}")
            play.window.cover()
            _each_size(play, out / f"cover-{language}")
            play.close()
            court = stage.Play(folder, language)
            court.unlock(ACCOUNTS[1].nickname, ACCOUNTS[1].passphrase)
            for name in _court(court):
                _each_size(court, out / f"{name}-{language}")
            court.close()
            # In a copy: on the way to a dialog buttons are pressed that change something.
            copy = Path(shutil.copytree(folder, Path(scratch) / f"dialogs-{language}"))
            for account in ACCOUNTS[:2]:
                asked = stage.Play(copy, language)
                asked.unlock(account.nickname, account.passphrase)
                for name, dialog in dialog_pictures.dialogs(asked):
                    dialog.grab().save(
                        str(out / f"{account.stream.name.lower()}-{name}-{language}.png")
                    )
                asked.close()
    print(f"{len(list(out.glob('*.png')))} pictures in {out}")
    return 0


def _each_size(play: stage.Play, stem: Path) -> None:
    for width, height in SIZES:
        play.resize(width, height)
        play.grab(stem.with_name(f"{stem.name}-{width}x{height}.png"))


def _first_run(play: stage.Play) -> Iterator[str]:
    """Each screen of the way to a new programme."""
    run = FirstRun(play)  # type: ignore[arg-type]
    for number, name in enumerate(run.begin(), start=1):
        yield f"{number:02d}-{name}"


def _publish(play: stage.Play) -> None:
    """Tell the last two months' counts, so that their page has something to show."""
    desk = play.window.desk
    assert desk is not None
    for month in counts.months(desk.work, date.today())[:2]:
        counts.publish(desk, month)


def _team_dialogs(play: stage.Play) -> Iterator[tuple[str, Dialog]]:
    """Somebody of the team, what can be done, and adding somebody, each as it opens."""
    play.show("team")
    assert play.window.shell is not None
    page = play.window.shell.current
    rows = [row for row in page.findChildren(PersonRow) if not row.person.me]
    person = next(row for row in rows if row.person.places == page.found.people[0].places)

    def opened() -> Dialog:
        play.settle()
        every = play.app.topLevelWidgets()
        return next(each for each in every if isinstance(each, Dialog) and each.isVisible())

    person.click()
    yield "person", opened()
    person.click()
    count = len(opened().findChildren(BigChoice))
    opened().reject()
    play.settle()
    for place in range(count):
        person.click()
        opened().findChildren(BigChoice)[place].click()
        yield f"does-{place + 1}", opened()
    page.add.click()
    yield "add", opened()
    page.acts.add_site()
    yield "site", opened()
    page.acts.policy()
    yield "policy", opened()


def _group_dialogs(play: stage.Play) -> Iterator[tuple[str, Dialog]]:
    """The four screens that make a group, and what can be done about it and its people."""
    assert play.window.shell is not None

    def opened() -> Dialog:
        play.settle()
        every = play.app.topLevelWidgets()
        return next(each for each in every if isinstance(each, Dialog) and each.isVisible())

    play.show("groups", "new")
    asked = opened()
    asked.what.name.setText("Higuera")  # type: ignore[attr-defined]
    for number in range(1, 5):
        yield f"new-{number}", opened()
        if number < 4:
            asked.primary.click()
    asked.reject()
    play.settle()
    desk = play.window.desk
    assert desk is not None
    fullest = max(group_views.list_groups(desk.work), key=lambda line: line.people)
    play.show("group", fullest.id)
    page = play.window.shell.current
    page.people.list.setCurrentRow(0)  # type: ignore[attr-defined]
    for name, ask in (
        ("facts", page._on_facts),  # type: ignore[attr-defined]
        ("person", page.people.act.click),  # type: ignore[attr-defined]
        ("place", page._on_place),  # type: ignore[attr-defined]
        ("make-up", page._on_make_up),  # type: ignore[attr-defined]
    ):
        ask()
        yield name, opened()
        opened().reject()
        play.settle()


def _lead_dialogs(play: stage.Play) -> Iterator[tuple[str, Dialog]]:
    """What happened, what to do about it, and somebody's own words, each as it opens."""
    from datetime import datetime

    from desktop.programme.vocabulary import IncidentSort
    from desktop.services import today
    from ui.incidents.asking import ask_note

    desk = play.window.desk
    assert desk is not None
    found = today.today(desk.work, datetime.now()).next
    if found is None:
        return
    play.resize(*SIZES[1])
    play.show("lead", found.session)
    assert play.window.shell is not None
    page = play.window.shell.current

    def note() -> None:
        ask_note(page, page.side.view.roll.sheet, IncidentSort.NOT_ADMITTED)  # type: ignore[attr-defined]

    for name, ask in (("happened", page.happened.click), ("note", note), ("words", page._on_words)):  # type: ignore[attr-defined]
        ask()
        play.settle()
        every = play.app.topLevelWidgets()
        yield name, next(each for each in every if isinstance(each, Dialog) and each.isVisible())


def _referral_dialogs(play: stage.Play) -> Iterator[tuple[str, Dialog]]:
    """The form, what came of it, and the paper as it will be printed."""
    from desktop.programme.vocabulary import ReferralCause
    from ui.referral_form import offer
    from ui.widgets.dialog import on_screen

    play.resize(*SIZES[1])
    play.show_referrals()
    assert play.window.shell is not None
    page = play.window.shell.current
    line = page.found[0]  # type: ignore[attr-defined]
    for name, ask in (
        ("form", lambda: offer(page, line.participant, ReferralCause.DANGER)),
        ("state", lambda: page._on_state(line)),  # type: ignore[attr-defined]
        ("paper", lambda: page._on_print(line)),  # type: ignore[attr-defined]
    ):
        ask()
        play.settle()
        yield name, on_screen()[0]


def _close(play: stage.Play) -> Iterator[str]:
    """The other steps of the close; `every_page` showed the fullest."""
    if play.show_close():
        assert play.window.shell is not None
        page = play.window.shell.current
        page.go_on()
        for name in ("next", "money", "worry", "missed"):
            if name != "money":
                yield f"close-{name}"
            page.go_back()
            play.settle()


def _court(play: stage.Play) -> Iterator[str]:
    """The pages that only the men's stream has, with an order that is nearly broken."""
    from desktop.programme.presets import preset
    from desktop.services import forbidden, orders, people

    assert play.window.desk is not None
    work = play.window.desk.work
    if not orders.list_orders(work, date.today()):
        rule = preset("us-vt").rule
        form = orders.OrderForm(court="Juzgado Segundo", case_number="123/2026", rule=rule)
        for person in people.list_people(work)[:3]:
            orders.enter_order(work, person.id, form)
    play.show("orders")
    yield "orders"
    play.show("order", orders.list_orders(work, date.today())[0].id)
    yield "order"
    play.show("notice")
    yield "notice"
    for name in play.show_intake():
        yield f"mens-{name}"
    man = people.list_people(work)[0].id
    if not forbidden.of_person(work, man, date.today())[1]:
        places = forbidden.ForbiddenForm(places="Escuela Benito Juárez", hours="De 7 a 9")
        forbidden.enter(work, man, places)
    play.show("forbidden", man)
    yield "forbidden"
    play.show_person()
    yield "mens-person"


def _call_card(play: stage.Play, stem: Path) -> None:
    """Of whoever Today says that somebody should look for."""
    from ui.widgets.rowbutton import RowButton

    play.show("today")
    assert play.window.shell is not None
    for line in play.window.shell.current.findChildren(RowButton):
        if "seguro llamar" in line.accessibleName() or "safe to call" in line.accessibleName():
            play.resize(*SIZES[1])
            line.click()
            play.settle()
            every = play.app.topLevelWidgets()
            shown = next(each for each in every if isinstance(each, Dialog) and each.isVisible())
            shown.grab().save(f"{stem}.png")
            shown.reject()
            play.settle()
            return


def _ceremony(play: stage.Play) -> Iterator[str]:
    """Its steps up to the first sheet that is typed back; leaving keeps nothing of it."""
    play.show("ceremony")
    assert play.window.shell is not None
    page = play.window.shell.current
    for name in ("ceremony", "ceremony-network", "ceremony-sheet", "ceremony-typed"):
        yield name
        page.primary.click()
        play.settle()
    play.show("today")


def _copies(play: stage.Play, stem: Path) -> None:
    """The card of the backups, which lies further down."""
    assert play.window.shell is not None
    page = play.window.shell.current
    from PySide6.QtWidgets import QScrollArea

    from ui.pages.settings.backup import BackupCard

    for width, height in SIZES:
        play.resize(width, height)
        page.findChild(QScrollArea).ensureWidgetVisible(page.card(BackupCard).frame)
        play.grab(stem.with_name(f"{stem.name}-{width}x{height}.png"))


def _mark_some(play: stage.Play) -> None:
    assert play.window.shell is not None
    page = play.window.shell.current
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from desktop.i18n import _
    from ui.words import ATTENDANCE_LOOKS

    page.view.setCurrentIndex(page.model.index(0))
    letters = [_(look.key) for look in ATTENDANCE_LOOKS.values()]
    for place in (0, 0, 1, 2, 0, 3):
        QTest.keyClick(page.view, getattr(Qt.Key, f"Key_{letters[place]}"))
    play.settle()


if __name__ == "__main__":
    raise SystemExit(main())
