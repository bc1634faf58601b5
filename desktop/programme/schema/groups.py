"""Group work: sites, the team, groups, their people and their meetings."""

from __future__ import annotations

from desktop.programme.schema.kinds import FLAG, INT, REF, TEXT, Kind, Register, one

SITE = Kind(
    1,
    "site",
    (
        one(1, "name", TEXT),
        one(2, "state_name", TEXT),
        one(3, "space", TEXT),
    ),
)
"""A place the programme works from. `space` is the routing id in hex of its stream's space."""

MEMBER = Kind(
    2,
    "member",
    (
        one(1, "nickname", TEXT),
        one(2, "account", TEXT),
    ),
)
"""Somebody of the team, as seen from inside one stream. `account` is the account id in hex."""

GROUP = Kind(
    3,
    "grp",
    (
        one(1, "name", TEXT),
        one(2, "site", REF),
        one(3, "place", TEXT),
        Register(4, (("weekday", INT), ("start_minute", INT), ("minutes", INT))),
        Register(5, (("start_date", TEXT), ("sessions", INT))),
        one(6, "facilitator", REF),
        one(7, "cofacilitator", REF),
        one(8, "capacity", INT),
        one(9, "closed", FLAG),
        one(10, "intake", INT),
        one(11, "course", REF),
        Register(12, (("closed_on", TEXT), ("closing_note", TEXT))),
        one(13, "venue", REF),
    ),
)
"""A weekly group of one stream. `weekday` is 0 for Monday; `course` is a COURSE and `venue`
a VENUE of the shared vault; `place` is the venue's name as it is read aloud."""

ENROLMENT = Kind(
    5,
    "enrolment",
    (
        Register(1, (("state", INT), ("since", TEXT), ("why", TEXT))),
        Register(2, (("leave_reason", INT), ("moved_to", REF))),
        one(3, "evaluation", INT),
    ),
    identity=("grp", "participant"),
)
"""A person in a group. `leave_reason` counts only while the state is LEFT; `moved_to` is
the group of a transfer; `evaluation` is the final one: see `Evaluation`."""

SESSION = Kind(
    6,
    "session",
    (
        one(1, "date", TEXT),
        Register(2, (("state", INT), ("skip_reason", INT), ("skip_note", TEXT))),
        one(3, "theme", TEXT),
        Register(4, (("start_minute", INT), ("minutes", INT))),
        one(5, "lead", REF),
        one(6, "colead", REF),
        Register(7, (("place", TEXT), ("venue", REF))),
        one(8, "replaces", REF),
        Register(9, (("visitors", INT), ("interpreters", INT), ("children", INT))),
        one(10, "worry", TEXT),
        one(11, "done_steps", TEXT),
    ),
    identity=("grp", "ordinal"),
)
"""One meeting of a group. `date` moves when the meeting is moved; `ordinal` never does.

A make-up session has the ordinal `1000 * n + ordinal` of the one that it `replaces`, so
that two laptops which add it add the same one. Heads of register 9 are people who are not
participants: None means that nobody counted. `done_steps` is ordinals joined by commas.
"""

MAKE_UP_FROM = 1000
"""Ordinals from here on are make-up sessions."""

ATTENDANCE = Kind(
    7,
    "attendance",
    (
        Register(1, (("state", INT), ("detail", INT))),
        one(2, "note", TEXT),
        one(3, "taken_by", REF),
        one(4, "correction", TEXT),
    ),
    identity=("session", "participant"),
)
"""How one person attended one session.

`detail` belongs to the state: minutes late or left early, or the code of an excuse.
`taken_by` only when it is not the account that signs; `correction` is why the mark was
changed after the meeting had ended.
"""

OWN_WORDS = Kind(
    9,
    "own_words",
    (
        one(1, "participant", REF),
        one(2, "session", REF),
        one(3, "sort", INT),
        one(4, "text", TEXT),
    ),
)
"""A commitment or a strategy, as the person said it: see `WordsSort`."""

RECOGNISED = Kind(
    10,
    "recognised",
    (one(1, "forms", TEXT),),
    identity=("session", "participant"),
)
"""Forms of violence that a person named in a session: `ViolenceForm` codes joined by commas."""

INCIDENT = Kind(
    11,
    "incident",
    (
        one(1, "session", REF),
        one(2, "sort", INT),
        one(3, "participant", REF),
        one(4, "way_home", INT),
        one(5, "note", TEXT),
        Register(6, (("settled_on", TEXT), ("settled_how", TEXT))),
        one(7, "on_date", TEXT),
    ),
)
"""Something that happened at a meeting and asks for somebody: see `IncidentSort`."""

SHOWN = Kind(
    12,
    "shown",
    (Register(1, (("seconds", INT), ("times", INT))),),
    identity=("session", "material"),
)
"""A material that was played in a session, and for how long in all."""

ALLOWANCE = Kind(
    13,
    "allowance",
    (Register(1, (("cents", INT), ("what", INT))),),
    identity=("session", "participant"),
)
"""Money for transport or food given at a session, in hundredths of a peso."""

CALL = Kind(
    14,
    "call",
    (
        one(1, "participant", REF),
        one(2, "grp", REF),
        one(3, "on_date", TEXT),
        one(4, "outcome", INT),
        one(5, "note", TEXT),
        one(6, "next_date", TEXT),
        one(7, "answers", REF),
        one(8, "lifts", REF),
    ),
)
"""An attempt to reach somebody who stopped coming, or the decision not to call.

`answers` is the last meeting that the person had missed when this was recorded, so that no
clock decides whether an absence was attended to. `lifts` is the call whose outcome had
stopped every attempt: a coordinator decided otherwise, and `note` says why.
"""

HANDOVER = Kind(
    15,
    "handover",
    (
        one(1, "grp", REF),
        Register(2, (("giver", REF), ("receiver", REF), ("role", INT))),
        one(3, "on_date", TEXT),
        one(4, "state", INT),
        one(5, "note", TEXT),
    ),
)
"""A group passed on to a colleague: see `HandoverState`. `role` 0 leads, 1 assists."""

HANDOVER_ITEM = Kind(
    16,
    "handover_item",
    (
        Register(1, (("sort", INT), ("about", REF), ("text", TEXT), ("due", TEXT))),
        Register(2, (("accepted_on", TEXT), ("accepted_note", TEXT))),
    ),
    identity=("handover", "ordinal"),
)
"""One open thing that is handed over, accepted by the receiver one by one."""

PAPER_SHEET = Kind(
    17,
    "paper_sheet",
    (
        one(1, "code", TEXT),
        one(2, "rows", TEXT),
        one(3, "taken_in", TEXT),
        one(4, "codes", TEXT),
    ),
    identity=("session", "ordinal"),
)
"""A paper twin that was printed: `rows` is participant ids in hex in the order of the rows,
`codes` what stands on them, both joined by commas; `taken_in` is the date on which its marks
were typed or read. `ordinal` holds the number of `code`, so that two laptops never print
two sheets under one id."""
