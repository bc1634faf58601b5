"""Sentences in the person's language. The Spanish sentence is its own message id.

Modules mark sentences (`N_`, `desktop.trouble.say`) and translate only when
they show them, because the language may change while the program runs.
Without a compiled catalog the Spanish shows.
"""

from __future__ import annotations

import gettext
from pathlib import Path

from desktop.trouble import Message

DOMAIN = "vereda"
LOCALES = Path(__file__).parent / "locale"
SOURCE_LANGUAGE = "es"
LANGUAGES = {"es": "Español", "en": "English"}
"""Language codes and how each calls itself."""

_language = SOURCE_LANGUAGE
_catalog: gettext.NullTranslations = gettext.NullTranslations()


def install(language: str) -> None:
    """Speak `language` from now on, in this process. An unknown one gives Spanish."""
    global _language, _catalog
    _language = language if language in LANGUAGES else SOURCE_LANGUAGE
    _catalog = gettext.NullTranslations()
    if _language != SOURCE_LANGUAGE:
        _catalog = gettext.translation(DOMAIN, LOCALES, [_language], fallback=True)


def language() -> str:
    """The code of the language that is spoken now."""
    return _language


def N_(text: str) -> str:  # noqa: N802, the name that gettext's custom gives it
    """Mark a sentence for the catalog without translating it."""
    return text


def _(text: str) -> str:
    """The sentence in the person's language; named placeholders are kept."""
    # gettext answers the empty id with the catalog's header.
    return _catalog.gettext(text) if text else text


def ngettext(one: str, many: str, count: int) -> str:
    """The sentence for `count` things; named placeholders are kept."""
    return _catalog.ngettext(one, many, count)


def tell(message: Message) -> str:
    """A message as a person reads it: translated, then filled with its values.

    A value that is itself a message is translated too.
    """
    values = {
        name: tell(value) if isinstance(value, Message) else value
        for name, value in message.values.items()
    }
    return _(message.text).format(**values)
