"""One session of a course as the text of its file, both ways: docs/formats/curriculum.md."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.curriculum.flaws import Flaw
from desktop.curriculum.keys import Entry, one_number, one_text, read_keys, write_keys
from desktop.curriculum.model import Plan, Step, tidy_plan
from desktop.curriculum.rules import check_plan
from desktop.trouble import say

_FENCE = "---"
_KEYS = ("title", "module", "aim", "bring", "minutes", "materials")
_PARTS = ("closing", "homework", "notes")
_HEADING = re.compile(r"(#{1,2})(?!#)\s*(.*)")
_MINUTES = re.compile(r"(?P<title>(?:.*\S)?)\s*\((?P<minutes>\d{1,4}) ?min(?:utos|utes)?\.?\)")
_LIKE_HEADING = re.compile(r"\\*#{1,2}(?!#)")
_WITH_BACKSLASH = re.compile(r"\\+#{1,2}(?!#)")


def read_plan(text: str, ordinal: int) -> Plan:
    """The plan that a file says, tidied. `text` has LF line ends. Raises: Flaw with its line."""
    lines = text.split("\n")
    end = _end_of_keys(lines)
    known = read_keys("\n".join(lines[1:end]) + "\n", _KEYS, first_line=2)
    body = _Body(at=end + 1)
    for line in lines[end + 1 :]:
        body.take(line)
    plan = tidy_plan(
        Plan(
            ordinal,
            title=one_text(known, "title"),
            aim=one_text(known, "aim"),
            module=one_text(known, "module"),
            minutes=one_number(known, "minutes", 0),
            bring=one_text(known, "bring"),
            materials=tuple(sha256 for sha256 in _materials(known.get("materials"))),
            steps=tuple(
                Step(part.title, part.minutes, "\n".join(part.lines)) for part in body.steps
            ),
            **{name: "\n".join(part.lines) for name, part in body.parts.items()},
        )
    )
    try:
        check_plan(plan)
    except Flaw as flaw:
        flaw.line = _line_of(flaw.place, known, body)
        raise
    return plan


def write_plan(plan: Plan, titles: Mapping[str, str] | None = None) -> str:
    """The text of a plan's file. `titles` are those of its materials, for who reads it."""
    plan = tidy_plan(plan)
    keys: dict[str, str | int | list[str]] = {"title": plan.title}
    for name in ("module", "aim", "bring", "minutes"):
        if value := getattr(plan, name):
            keys[name] = value
    if plan.materials:
        named = titles or {}
        keys["materials"] = [f"{each} {named.get(each, '')}".strip() for each in plan.materials]
    parts = [f"{_FENCE}\n{write_keys(keys)}{_FENCE}\n"]
    parts += [f"## {_headed(step)}\n{_block(step.text)}" for step in plan.steps]
    parts += [f"# {name}\n{_block(getattr(plan, name))}" for name in _PARTS if getattr(plan, name)]
    return "\n".join(parts)


@dataclass(slots=True)
class _Part:
    line: int
    title: str = ""
    minutes: int = 0
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Body:
    """What was read of the text after the keys. `at` is the number of the last line taken."""

    at: int
    steps: list[_Part] = field(default_factory=list)
    parts: dict[str, _Part] = field(default_factory=dict)
    _open: _Part | None = None

    def take(self, line: str) -> None:
        self.at += 1
        heading = _HEADING.fullmatch(line.strip()) if line.startswith("#") else None
        if heading is None:
            self._take_text(line)
        elif len(heading[1]) == 2:
            self._begin_step(heading[2])
        else:
            self._begin_part(heading[2].strip().lower())

    def _take_text(self, line: str) -> None:
        if self._open is not None:
            self._open.lines.append(line[1:] if _WITH_BACKSLASH.match(line) else line)
        elif line.strip():
            raise Flaw(
                say("Hay texto antes del primer paso."),
                say("Escriba encima un renglón con ## y el título del paso."),
                line=self.at,
            )

    def _begin_step(self, words: str) -> None:
        if self.parts:
            raise Flaw(
                say("Un paso está después del cierre, la tarea o las notas."),
                say("Ponga todos los pasos (##) antes de # closing, # homework y # notes."),
                line=self.at,
            )
        timed = _MINUTES.fullmatch(words)
        self._open = _Part(self.at, timed["title"], int(timed["minutes"])) if timed else None
        self._open = self._open or _Part(self.at, words)
        self.steps.append(self._open)

    def _begin_part(self, name: str) -> None:
        if name not in _PARTS or name in self.parts:
            raise Flaw(
                say(
                    "«# {name}» no es una parte que Vereda conozca, o está dos veces.",
                    name=name[:40],
                ),
                say(
                    "Las partes son # closing, # homework y # notes, una vez cada una; "
                    "los pasos llevan dos signos: ##."
                ),
                line=self.at,
            )
        self._open = self.parts[name] = _Part(self.at)


def _end_of_keys(lines: list[str]) -> int:
    if lines[0].rstrip() == _FENCE:
        for number, line in enumerate(lines[1:], start=1):
            if line.rstrip() == _FENCE:
                return number
    raise Flaw(
        say("Los datos de la sesión no están entre dos renglones de tres guiones (---)."),
        say("Empiece el archivo con ---, escriba title: y lo demás, y otra vez ---."),
        line=1,
    )


def _materials(entry: Entry | None) -> list[str]:
    if entry is None or (entry.items is None and not entry.text):
        return []
    if entry.items is None:
        raise Flaw(
            say("Los materiales van en una lista."),
            say("Escriba cada uno en su renglón, después de un guion."),
            line=entry.line,
        )
    return [item.split(maxsplit=1)[0] if item.strip() else "" for item in entry.items]


def _line_of(place: str, known: Mapping[str, Entry], body: _Body) -> int:
    if place.startswith("steps."):
        return body.steps[int(place.removeprefix("steps.")) - 1].line
    if place in body.parts:
        return body.parts[place].line
    return known[place].line if place in known else 1


def _headed(step: Step) -> str:
    """A title that itself ends like minutes gets its own, also when they are open."""
    if step.minutes or _MINUTES.fullmatch(step.title):
        return f"{step.title} ({step.minutes} min)"
    return step.title


def _block(text: str) -> str:
    if not text:
        return ""
    lines = (f"\\{line}" if _LIKE_HEADING.match(line) else line for line in text.split("\n"))
    return "\n" + "\n".join(lines) + "\n"
