"""The catalogs of sentences: bring them up to date, compile them, find what is missing.

    python packaging/catalog.py update | compile | check

`make messages`, the set-up and a test use this. Needs Babel.
"""

from __future__ import annotations

import ast
import io
import string
import sys
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract as babel_extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("desktop", "sync", "ui")
LOCALES = ROOT / "desktop" / "i18n" / "locale"
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "N_": None,
    "say": None,
    "ngettext": (1, 2),
}
"""Functions whose first literal arguments are sentences."""
WIDTH = 96
HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms}\\n"

"""
"""Without dates and names, so that nothing changes but sentences."""


def extract() -> Catalog:
    """Every sentence in the code, with the file (never the line) where it is said."""
    template = Catalog(project="Vereda", charset="utf-8", fuzzy=False)
    files = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    for path in files:
        with path.open("rb") as file:
            for _line, sentence, _comments, context in babel_extract(spoken, file, KEYWORDS):
                where = path.relative_to(ROOT).as_posix()
                template.add(sentence, locations=[(where, 0)], context=context)
    return template


def spoken(
    file: Any,
    keywords: Collection[str],
    comment_tags: Collection[str],
    options: Mapping[str, Any],
) -> Iterator[Any]:
    """Babel's way to read a file: calls of our functions, not of any method of that name.

    `say(…)` and `i18n._(…)` count; `window.say(…)` does not.
    """
    for node in ast.walk(ast.parse(file.read())):
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Name(id=name) | ast.Attribute(value=ast.Name(id="i18n"), attr=name):
                if name in keywords:
                    yield node.lineno, name, tuple(map(_literal, node.args)), []


def _literal(argument: ast.expr) -> str | None:
    match argument:
        case ast.Constant(value=str(text)):
            return text
    return None


def catalogs() -> Iterator[tuple[Path, Catalog]]:
    """The translations that there are, by file."""
    for path in sorted(LOCALES.glob("*/LC_MESSAGES/*.po")):
        with path.open("rb") as file:
            yield path, read_po(file, locale=path.parts[-3], domain=path.stem)


def update() -> None:
    """Add the new sentences to every catalog and drop those that the code no longer says.

    Nothing is guessed: a changed sentence comes in empty, to be translated again.
    """
    template = extract()
    for path, catalog in catalogs():
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        write(path, catalog)
        missing = sum(1 for message in catalog if message.id and not _translations(message))
        print(f"{path.relative_to(ROOT)}: {len(catalog)} sentences, {missing} to translate")


def write(path: Path, catalog: Catalog) -> None:
    """Write a catalog in its one order and shape."""
    text = io.BytesIO()
    write_po(
        text,
        catalog,
        width=WIDTH,
        sort_output=True,
        ignore_obsolete=True,
        include_lineno=False,
        omit_header=True,
    )
    header = HEADER.format(language=catalog.locale, plural_forms=catalog.plural_forms)
    path.write_bytes(header.encode() + text.getvalue())


def compile_all() -> None:
    """Write the .mo beside every .po."""
    for path, catalog in catalogs():
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog, use_fuzzy=False)


def problems() -> list[str]:
    """What a person would meet untranslated or broken, one line each; none is right."""
    template = extract()
    found = []
    for path, catalog in catalogs():
        language = path.parts[-3]
        for message in template:
            if not message.id:
                continue
            known = catalog.get(message.id, message.context)
            where = f"{language}: {_ids(message)[0]!r} ({message.locations[0][0]})"
            if known is None or known.fuzzy or not _translations(known):
                found.append(f"{where} is not translated")
            elif not _same_placeholders(known):
                found.append(f"{where} has other placeholders: {_translations(known)}")
    return found


def _ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _translations(message: Message) -> tuple[str, ...]:
    """The translations, or nothing when one form is missing."""
    string = message.string or ""
    given = (string,) if isinstance(string, str) else tuple(string)
    return given if all(given) else ()


def _same_placeholders(message: Message) -> bool:
    """Whether every form names what its source names.

    The singular may leave the number out ("one person"), in either language.
    """
    ids = [_placeholders(text) for text in _ids(message)]
    given = [_placeholders(text) for text in _translations(message)]
    if len(ids) == 1:
        return given == ids
    allowed = ids[0] | ids[1]
    return given[-1] == ids[-1] and all(names <= allowed for names in given)


def _placeholders(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def main(verb: str) -> int:
    if verb == "update":
        update()
    elif verb == "compile":
        compile_all()
    elif verb == "check":
        found = problems()
        print("\n".join(found) or "Every sentence is translated.")
        return 1 if found else 0
    else:
        print(__doc__, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) == 2 else ""))
