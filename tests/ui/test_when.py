from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop import i18n
from ui.theme import Theme, use
from ui.widgets.when import DayField, HourField, read_day

TODAY = date(2026, 11, 22)
NEAR = st.dates(TODAY - timedelta(days=180), TODAY + timedelta(days=180))
TYPED = st.text(st.sampled_from("0123456789/:.-, hdenovbréáñ€ ٣"), max_size=14) | st.text(
    max_size=8
)
MONTHS = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic")
WRITTEN = (
    "{d.day}/{d.month}",
    "{d.day}-{d.month:02d}",
    "{d.day}/{d.month}/{d.year}",
    "{d.day:02d}.{d.month:02d}.{y:02d}",
    "{d.day} {month}",
    "{d.day} de {month} de {d.year}",
    "{month} {d.day}",
    "{d.year}-{d.month:02d}-{d.day:02d}",
)
HOURS = ("{h}:{m:02}", "{h}{m:02}", "{h:02}.{m:02}", "{h} {m:02}")

few = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    i18n.install("es")
    use(Theme(), qapp)
    yield
    i18n.install("es")


@few
@given(day=NEAR, shape=st.sampled_from(WRITTEN))
def test_a_day_near_today_is_understood_however_it_is_written(day: date, shape: str) -> None:
    text = shape.format(d=day, y=day.year % 100, month=MONTHS[day.month - 1])
    assert read_day(text, TODAY) == day


def test_a_year_left_out_or_cut_short_is_never_a_century_ago() -> None:
    assert read_day("5/1/27", TODAY) == date(2027, 1, 5)
    assert read_day("15/12", date(2027, 1, 4)) == date(2026, 12, 15)
    assert read_day("5 ene", TODAY) == date(2027, 1, 5)
    assert read_day("29/2", TODAY) is None
    assert read_day("29/2", date(2027, 12, 1)) == date(2028, 2, 29)


@few
@given(text=TYPED)
def test_whatever_is_typed_the_words_beside_it_say_what_is_understood(text: str) -> None:
    field = DayField(TODAY)
    field.text.setText(text)
    field.text.editingFinished.emit()
    if field.day is None:
        assert field.words.text() == "No se entiende el día"
        assert field.text.text() == text.replace("\n", " ") or not text.isprintable()
    else:
        day = field.day
        assert field.text.text() == f"{day.day}/{day.month}/{day.year}"
        assert str(day.year) in field.words.text()


@few
@given(text=TYPED)
def test_an_hour_is_one_of_the_day_or_none(text: str) -> None:
    field = HourField(16 * 60)
    field.setText(text)
    field.editingFinished.emit()
    minute = field.minute
    if minute is not None:
        assert 0 <= minute < 24 * 60
        assert field.text() == f"{minute // 60:02d}:{minute % 60:02d}"


@few
@given(minute=st.integers(0, 24 * 60 - 1), shape=st.sampled_from(HOURS))
def test_every_minute_is_understood_however_it_is_written(minute: int, shape: str) -> None:
    field = HourField(0)
    field.setText(shape.format(h=minute // 60, m=minute % 60))
    assert field.minute == minute


def test_hours_that_are_none_are_left_as_typed_to_be_corrected() -> None:
    field = HourField(0)
    for text in ("25", "16:75", "cuatro", "", "16:5"):
        field.setText(text)
        field.editingFinished.emit()
        assert field.minute is None
        assert field.text() == text


def test_up_and_down_and_the_buttons_step_one_day_over_months_and_years() -> None:
    field = DayField(date(2026, 12, 31))
    heard: list[date | None] = []
    field.changed.connect(lambda: heard.append(field.day))
    QTest.keyClick(field.text, Qt.Key.Key_Up)
    assert field.day == date(2027, 1, 1)
    assert field.words.text().startswith("viernes, 1 de enero")
    QTest.keyClick(field.text, Qt.Key.Key_Down)
    QTest.keyClick(field.text, Qt.Key.Key_Down)
    assert field.day == date(2026, 12, 30)
    assert heard == [date(2027, 1, 1), date(2026, 12, 31), date(2026, 12, 30)]


def test_the_last_day_of_the_calendar_has_no_next_one() -> None:
    field = DayField(date.max)
    QTest.keyClick(field.text, Qt.Key.Key_Up)
    assert field.day == date.max


def test_up_from_what_is_no_day_begins_today() -> None:
    field = DayField(TODAY)
    field.text.setText("mañana")
    QTest.keyClick(field.text, Qt.Key.Key_Up)
    assert field.day == date.today() + timedelta(days=1)


def test_the_weekday_stands_beside_the_day_in_the_persons_language() -> None:
    assert DayField(TODAY).words.text() == "domingo, 22 de noviembre de 2026"
    i18n.install("en")
    assert DayField(TODAY).words.text().startswith("Sunday")
