"""A notice reaches the women's team by every way, once, and nobody else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desktop.programme.vocabulary import NoticeAnswer, NoticeContact, NoticeSort, NoticeUrgency
from desktop.services import notice_decisions, notices
from desktop.services.notice_decisions import Decision, SheSaidNo
from desktop.services.notice_delivery import Delivery, delivery, leave_slip, slip_path
from desktop.services.notices import NoticeDetail
from sync.batch.header import BatchKind, read_label
from sync.batch.keys import batch_hash
from sync.carriers import boxes
from sync.client import notice_sending
from sync.client.notice_sending import NotFromHere, NothingWritten, TooLong, Words
from tests.sync.client.conftest import Laptop, Programme, ServerProcess

TEXT = "Dijo que la espera hoy a la salida, junto al molino."
WORDS = Words(NoticeSort.LEAVES, NoticeUrgency.TODAY, TEXT, date(2026, 10, 8))


@pytest.fixture
def man(programme: Programme, first: Laptop) -> Laptop:
    """The men's facilitator, who works on the founder's laptop."""
    first.reopen(programme.man)
    return first


def notices_of(laptop: Laptop) -> list[NoticeDetail]:
    lines = notices.list_notices(laptop.desk)
    return [notices.get_notice(laptop.desk, line.id) for line in lines]


def sealed_notices(laptop: Laptop) -> list[bytes]:
    return [data for data in laptop.outbox().values() if read_label(data).kind == BatchKind.NOTICE]


def test_on_one_laptop_the_next_of_the_team_who_sits_down_reads_it(
    programme: Programme, man: Laptop
) -> None:
    notice_sending.send(man.desk, man.folder, WORDS)
    assert delivery(man.desk) is Delivery.WAITING
    man.take_in()
    assert len(sealed_notices(man)) == 1
    man.reopen(programme.founder)
    assert man.take_in().notices == 1
    (found,) = notices_of(man)
    assert found.text == TEXT
    assert (found.line.sort, found.line.urgency) == (WORDS.sort, WORDS.urgency)
    assert (found.line.written, found.line.sender) == (WORDS.day, "Barro")
    assert found.line.read_on is None
    man.reopen(programme.man)
    assert delivery(man.desk) is Delivery.DELIVERED


def test_by_stick_it_makes_one_record_however_many_laptops_take_it_in(
    programme: Programme, man: Laptop, second: Laptop
) -> None:
    notice_sending.send(man.desk, man.folder, WORDS)
    carried = man.outbox()
    second.put(*carried.values())
    assert second.take_in().notices == 1
    second.put(*sealed_notices(man))
    assert (second.take_in().notices, len(notices_of(second))) == (0, 1)
    man.reopen(programme.founder)
    man.take_in()
    second.seal()
    man.put(*second.outbox().values())
    man.take_in()
    man.seal()
    second.put(*man.outbox().values())
    second.take_in()
    assert [one.text for one in notices_of(man)] == [TEXT]
    assert [one.text for one in notices_of(second)] == [TEXT]
    assert second.status().conflicts == man.status().conflicts == 0


def test_by_server_the_sender_hears_delivered_and_nothing_else(
    programme: Programme, man: Laptop, second: Laptop, centre: ServerProcess
) -> None:
    man.sync()
    notice_sending.send(man.desk, man.folder, WORDS)
    before = delivery(man.desk)
    man.sync()
    assert (before, delivery(man.desk)) == (
        Delivery.WAITING,
        Delivery.DELIVERED,
    )
    # For the founder, who works on this laptop as well.
    assert len(boxes.batch_files(boxes.inbox(man.folder))) == 1
    second.sync()
    assert second.take_in().waiting == 0
    assert [one.text for one in notices_of(second)] == [TEXT]


def test_a_kill_before_the_files_are_written_loses_nothing(
    programme: Programme, man: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def kill(*_: object) -> None:
        raise Killed

    monkeypatch.setattr(notice_sending, "write_out", kill)
    with pytest.raises(Killed):
        notice_sending.send(man.desk, man.folder, WORDS)
    monkeypatch.undo()
    assert not sealed_notices(man)
    man.reopen()
    man.seal()
    man.reopen(programme.founder)
    man.take_in()
    assert [one.text for one in notices_of(man)] == [TEXT]


def test_the_sender_keeps_nothing_that_opens_or_tells_when(
    programme: Programme, man: Laptop
) -> None:
    before = man.tables()
    notice_sending.send(man.desk, man.folder, WORDS)
    assert man.tables() == before
    with man.work.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT sealed_ms, first_seq, count FROM batch WHERE kind = 6"
        ).fetchall()
        raw = [
            bytes(value) if isinstance(value, bytes) else str(value).encode()
            for (table,) in connection.exec_driver_sql(
                "SELECT name FROM sqlite_master WHERE type = 'table'"
            ).fetchall()
            for row in connection.exec_driver_sql(f"SELECT * FROM {table}").fetchall()  # noqa: S608
            for value in row
        ]
    assert [tuple(row) for row in rows] == [(0, 1, 0)]
    assert not any(b"molino" in value for value in raw)


@pytest.mark.parametrize("text", ["", "   \n", "a" * 3801, "ñ" * 1901])
def test_what_cannot_be_sent_is_refused_whole(man: Laptop, text: str) -> None:
    words = Words(NoticeSort.OTHER, NoticeUrgency.TO_KNOW, text, date(2026, 10, 8))
    with pytest.raises(TooLong if text.strip() else NothingWritten):
        notice_sending.send(man.desk, man.folder, words)
    assert not sealed_notices(man)


def test_no_notice_goes_from_the_women_to_the_men(second: Laptop) -> None:
    with pytest.raises(NotFromHere):
        notice_sending.send(second.desk, second.folder, WORDS)


def test_its_length_tells_nothing_of_what_it_says(man: Laptop) -> None:
    for text in ("No.", "Muy largo. " * 300):
        words = Words(NoticeSort.DANGER, NoticeUrgency.TODAY, text, date(2026, 10, 8))
        notice_sending.send(man.desk, man.folder, words)
    assert len({len(data) for data in sealed_notices(man)}) == 1


def test_a_planted_slip_delivers_nothing(programme: Programme, man: Laptop) -> None:
    notice_sending.send(man.desk, man.folder, WORDS)
    (data,) = sealed_notices(man)
    for forged in (b"", bytes(80), man.account.card.id + bytes(64)):
        slip_path(man.folder, batch_hash(data)).write_bytes(forged)
        assert delivery(man.desk) is Delivery.WAITING
    # Signed by somebody of the programme who is no receiver: the sender in person.
    leave_slip(man.folder, read_label(data).programme or b"", man.account, batch_hash(data))
    assert delivery(man.desk) is Delivery.WAITING


@pytest.mark.parametrize("careful_first", [True, False])
def test_while_two_laptops_disagree_the_careful_decision_holds(
    programme: Programme, man: Laptop, second: Laptop, careful_first: bool
) -> None:
    notice_sending.send(man.desk, man.folder, WORDS)
    second.put(*man.outbox().values())
    second.take_in()
    man.reopen(programme.founder)
    man.take_in()
    (notice,) = (line.id for line in notices.list_notices(man.desk))
    decisions = [
        Decision(NoticeContact.NOT_SAFE),
        Decision(NoticeContact.SAFE, NoticeAnswer.ACCEPTED, "Taller"),
    ]
    pairs = zip((man, second), decisions if careful_first else decisions[::-1], strict=True)
    for laptop, decision in pairs:
        notice_decisions.decide(laptop.work, notice, decision, WORDS.day)
        laptop.seal()
    second.put(*man.outbox().values())
    man.put(*second.outbox().values())
    for laptop in (man, second):
        laptop.take_in()
        (found,) = notices_of(laptop)
        assert (found.decision.contact, found.in_doubt) == (NoticeContact.NOT_SAFE, True)
    notice_decisions.decide(second.work, notice, decisions[1], WORDS.day)
    second.seal()
    man.put(*second.outbox().values())
    man.take_in()
    (settled,) = notices_of(man)
    assert (settled.decision, settled.in_doubt) == (decisions[1], False)


def test_her_no_holds_even_while_another_laptops_decision_is_the_one_shown(
    programme: Programme, man: Laptop, second: Laptop
) -> None:
    notice_sending.send(man.desk, man.folder, WORDS)
    second.put(*man.outbox().values())
    second.take_in()
    man.reopen(programme.founder)
    man.take_in()
    (notice,) = (line.id for line in notices.list_notices(man.desk))
    her_no = Decision(NoticeContact.SAFE, NoticeAnswer.REFUSED)
    notice_decisions.decide(man.work, notice, her_no, WORDS.day)
    notice_decisions.decide(second.work, notice, Decision(NoticeContact.NOT_SAFE), WORDS.day)
    man.seal()
    second.put(*man.outbox().values())
    second.take_in()
    (found,) = notices_of(second)
    assert found.decision.contact is NoticeContact.NOT_SAFE
    with pytest.raises(SheSaidNo):
        notice_decisions.decide(
            second.work, notice, Decision(NoticeContact.SAFE), WORDS.day + timedelta(days=1)
        )
    notice_decisions.decide(second.work, notice, her_no, WORDS.day)
    (settled,) = notices_of(second)
    assert (settled.decision, settled.in_doubt) == (her_no, False)
