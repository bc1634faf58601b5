"""What is wrong with a course: found by a rule, placed in a line, told with its file."""

from __future__ import annotations

from desktop.trouble import Exit, Message, Trouble, say


class Flaw(Exception):
    """Something in a course that cannot be kept.

    Attributes:
        what: what is wrong, in one sentence.
        instead: what to write or do.
        place: the key, or "steps.N" with N from 1, that it is about.
        line: of the file, from 1; 0 while nobody knows.
    """

    def __init__(self, what: Message, instead: Message, place: str = "", line: int = 0) -> None:
        super().__init__(str(what))
        self.what = what
        self.instead = instead
        self.place = place
        self.line = line


class CourseUnreadable(Trouble):
    """A folder does not hold a course that can be read. `file` is relative to the folder."""

    exit_status = Exit.BAD_FILE

    def __init__(self, flaw: Flaw, file: str = "") -> None:
        if file and flaw.line:
            happened = say(
                "En {file}, línea {line}: {what}", file=file, line=flaw.line, what=flaw.what
            )
        elif file:
            happened = say("En {file}: {what}", file=file, what=flaw.what)
        else:
            happened = flaw.what
        super().__init__(
            happened=happened,
            safe=say("No se cambió nada. Los cursos que ya estaban siguen como estaban."),
            next_step=flaw.instead,
        )
        self.file = file
        self.line = flaw.line
