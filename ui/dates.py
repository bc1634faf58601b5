"""Dates and hours in words, in the language of the interface."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale

from desktop.i18n import _, language


def locale() -> QLocale:
    return QLocale("es_MX" if language() == "es" else "en_US")


def _q(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def long_date(day: date) -> str:
    """jueves 19 de noviembre"""
    return locale().toString(_q(day), _("dddd d 'de' MMMM"))


def full_date(day: date) -> str:
    """19 de noviembre de 2026"""
    return locale().toString(_q(day), _("d 'de' MMMM 'de' yyyy"))


def short_date(day: date) -> str:
    """jue 19 nov"""
    return locale().toString(_q(day), _("ddd d MMM")).replace(".", "")


def week_label(day: date) -> str:
    """JUE 19"""
    return locale().toString(_q(day), _("ddd d")).replace(".", "").upper()


def weekday_name(number: int) -> str:
    """lunes for 0"""
    return locale().standaloneDayName(number + 1)


def hour(minute: int) -> str:
    """16:00 for 960 minutes after midnight."""
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


def hours(start_minute: int, minutes: int) -> str:
    """16:00 – 18:30"""
    return f"{hour(start_minute)} – {hour(start_minute + minutes)}"


def month_name(day: date) -> str:
    """noviembre 2026"""
    return locale().toString(_q(day), "MMMM yyyy")


def short_month(day: date) -> str:
    """nov 2026"""
    return locale().toString(_q(day), "MMM yyyy").replace(".", "")
