"""What the page says of one answer."""

from __future__ import annotations

from desktop.i18n import _, tell
from desktop.programme import languages
from desktop.programme.consent import HOW_WORDS, PURPOSE_WORDS, STATE_WORDS
from desktop.services.consents import ConsentLine, Said
from ui.dates import full_date


def standing(line: ConsentLine) -> str:
    """How somebody stands to a purpose, with what is to be done about it; one thought a line."""
    if line.state is None:
        return tell(STATE_WORDS[None])
    parts = [tell(STATE_WORDS[line.state])]
    if line.on is not None:
        parts.append(full_date(line.on))
    if line.how is not None:
        parts.append(tell(HOW_WORDS[line.how]))
    if line.language:
        parts.append(languages.shown(line.language))
    if line.version is not None:
        parts.append(_("texto {n}").format(n=line.version))
    if line.by:
        parts.append(_("anotó {nickname}").format(nickname=line.by))
    told = [" · ".join(parts)]
    if line.note:
        told.append(line.note)
    if line.in_doubt:
        told.append(
            _("Hay dos respuestas distintas. Vale la más cuidadosa hasta que le pregunte otra vez.")
        )
    if line.outdated:
        told.append(_("Oyó una versión anterior del texto. Léale la nueva y pregúntele otra vez."))
    return "\n".join(told)


def said(one: Said) -> str:
    """One line of the history."""
    parts = [
        full_date(one.on) if one.on else _("Sin fecha"),
        tell(PURPOSE_WORDS[one.purpose]),
        tell(STATE_WORDS[one.state]) if one.state else "—",
        tell(HOW_WORDS[one.how]) if one.how else "",
        one.author,
    ]
    return " · ".join(part for part in parts if part)
