"""Every door to what is kept of one person asks whether the record is closed to whoever knocks.

The doors are found in the source, so that a new one which forgets to ask fails here.
"""

from __future__ import annotations

import ast
from pathlib import Path

import desktop.services

SERVICES = Path(desktop.services.__file__).parent
ASKS = {"require_open", "closed_to_me"}
ABOUT_ONE_PERSON = {
    "person", "participant", "one", "interview", "intake", "referral", "order", "letter",
    "incident", "risk", "result", "plan", "protection", "breach", "forbidden", "right", "request",
}  # fmt: skip
"""Names that services give to a person, or to a record of one."""

NOT_A_DOOR = {
    "attendance.mark": "a meeting must be held",
    "attendance.correct": "a meeting must be held",
    "closing_group.not_completed": "a standing in a group, without words",
    "nearby.find": "a list of services, and nothing of whom it is for",
    "erasing.waits_for_me": "whether somebody has to decide; deciding asks",
}
"""What may be done with a closed record, and why."""


class Sources:
    """Every function of the services, and which others it names."""

    def __init__(self) -> None:
        self.functions: dict[str, ast.FunctionDef] = {}
        self.names: dict[str, dict[str, str]] = {}
        for path in sorted(SERVICES.rglob("*.py")):
            module = ".".join(path.relative_to(SERVICES).with_suffix("").parts)
            tree = ast.parse(path.read_text(encoding="utf-8"))
            self.names[module] = dict(self._imported(tree))
            for node in tree.body:
                if isinstance(node, ast.FunctionDef):
                    self.functions[f"{module}.{node.name}"] = node

    def _imported(self, tree: ast.Module):
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
                "desktop.services"
            ):
                prefix = node.module.removeprefix("desktop.services").lstrip(".")
                for alias in node.names:
                    whole = f"{prefix}.{alias.name}" if prefix else alias.name
                    yield alias.asname or alias.name, whole

    def named_by(self, function: str) -> set[str]:
        module = function.rpartition(".")[0]
        imported = self.names[module]
        found = set()
        for node in ast.walk(self.functions[function]):
            if isinstance(node, ast.Name):
                found.add(imported.get(node.id, f"{module}.{node.id}"))
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                found.add(f"{imported.get(node.value.id, node.value.id)}.{node.attr}")
        return found

    def that_ask(self) -> set[str]:
        """Those that ask, themselves or through another that they name."""
        asking = {f"closeness.{name}" for name in ASKS}
        named = {function: self.named_by(function) for function in self.functions}
        grows = True
        while grows:
            more = {each for each, names in named.items() if names & asking} - asking
            asking |= more
            grows = bool(more)
        return asking

    def doors(self) -> set[str]:
        """Public calls that get a vault or a desk, and one person or a record of one."""
        found = set()
        for name, node in self.functions.items():
            arguments = [each.arg for each in (*node.args.args, *node.args.kwonlyargs)]
            if node.name.startswith("_") or not arguments or arguments[0] not in ("vault", "desk"):
                continue
            if ABOUT_ONE_PERSON & {
                each.arg
                for each in (*node.args.args, *node.args.kwonlyargs)
                if each.annotation is not None and "bytes" in ast.unparse(each.annotation)
            }:
                found.add(name)
        return found


def test_every_door_to_one_persons_record_asks_whether_it_is_closed() -> None:
    sources = Sources()
    doors = sources.doors()
    assert {"people.get_person", "calls.record", "timeline.of_person"} <= doors
    assert NOT_A_DOOR.keys() <= doors
    forgot = doors - sources.that_ask() - NOT_A_DOOR.keys()
    assert not forgot, f"these answer or write details of one person unasked: {sorted(forgot)}"
