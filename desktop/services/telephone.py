"""Telephone numbers as people write them: read for a warning, kept as they were typed."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.programme.typed import clean_line

REGION = "MX"
_OLD_PREFIXES = ("521", "044", "045", "01")
"""Of Mexico before August 2019, still on paper: for mobiles, and for other towns."""
LOCAL_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Phone:
    """`shown` is the number in its usual groups, or the text as typed where it is none."""

    shown: str
    ok: bool


def read(text: str) -> Phone:
    """A number in any writing, of Mexico unless it says another country. Nothing typed is fine."""
    typed = clean_line(text)
    if not typed:
        return Phone("", ok=True)
    # Imported when a number is read: its tables take 5 MB.
    import phonenumbers

    digits = "".join(sign for sign in typed if sign.isdigit())
    for prefix in _OLD_PREFIXES:
        if digits.startswith(prefix) and len(digits) == len(prefix) + LOCAL_DIGITS:
            digits = digits[len(prefix) :]
            break
    else:
        digits = typed
    try:
        number = phonenumbers.parse(digits, REGION)
    except phonenumbers.NumberParseException:
        return Phone(typed, ok=False)
    if not phonenumbers.is_valid_number(number):
        return Phone(typed, ok=False)
    here = number.country_code == phonenumbers.country_code_for_region(REGION)
    form = phonenumbers.PhoneNumberFormat
    style = form.NATIONAL if here else form.INTERNATIONAL
    return Phone(phonenumbers.format_number(number, style), ok=True)
