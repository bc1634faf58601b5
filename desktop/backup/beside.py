"""A copy made by a keyless process beside the window, which it asks for what needs a key.

The window has the databases open, and a process that closes a database file loses its
locks on it: so the window starts `vereda backup --talk` and neither copies nor waits.
Both sides speak one JSON object a line.

    window to copier
        {"maker": hex, "facts": {vault id in hex: hex}}   first; the key that will sign
        {"signature": hex}                                 the answer to "sign"
        end of input                                       cancel, and leave nothing behind
    copier to window
        {"do": "progress", "done": n, "of": n}
        {"do": "sign", "data": hex}
        {"do": "made", "file": path, "hash": hex}          a copy, read back and checked
        {"do": "whole", "counter": n, "at_ms": n, "accounts": n}   a copy that was checked
        {"do": "trouble", "exit": n, "sentences": [{"text": ..., "values": {...}}, ...]}
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from desktop.backup import copies, facts
from desktop.backup.make import make
from desktop.backup.makers import Signer
from desktop.backup.troubles import Cancelled
from desktop.backup.verify import verify
from desktop.host.clock import SystemClock
from desktop.journal.open_vault import OpenVault
from desktop.programme.vocabulary import Stream
from desktop.services import roster as rosters
from desktop.trouble import Exit, Message, Trouble, say
from desktop.vault import recovery_file
from desktop.vault.accounts import UnlockedAccount
from desktop.vault.recovery_keys import box_code

VERIFY = "verify"
PROGRESS_EVERY_S = 0.1


def first_words(account: UnlockedAccount, vaults: Sequence[OpenVault]) -> dict[str, Any]:
    """What the window says first: who will sign, and what the copy holds at least.

    When the roster names recovery keys, their files are written beside the vaults first.
    """
    _keep_recovery_files(vaults)
    return {
        "maker": account.card.sign_pub.hex(),
        "facts": {vault.vault_id.hex(): facts.seal(vault).hex() for vault in vaults},
    }


def arguments(folder: Path, target: str, file: str = "") -> list[str]:
    """What follows the program's name to copy into `target`, or to verify `file`."""
    return ["backup", target, *([file] if file else []), "--talk", "--data", str(folder)]


class Retold(Trouble):
    """A trouble of the other process, in the same three sentences."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        happened, safe, next_step = (
            Message(str(each["text"]), dict(each["values"])) for each in told["sentences"]
        )
        super().__init__(happened=happened, safe=safe, next_step=next_step)
        self.exit_status = Exit(told["exit"])


class CopierFailed(Trouble):
    """The process that copies ended without a word."""

    def __init__(self) -> None:
        super().__init__(
            happened=say("La copia se detuvo por un error del programa."),
            safe=say("Sus registros en esta computadora siguen igual."),
            next_step=say("Hágala otra vez; si se repite, cierre Vereda y vuelva a abrirla."),
        )


def _keep_recovery_files(vaults: Sequence[OpenVault]) -> None:
    """Where they cannot be written the copy is made all the same."""
    shared = next((vault for vault in vaults if vault.stream is Stream.SHARED), None)
    named = None if shared is None else rosters.known(shared).roster.recovery
    if named is not None:
        for vault in vaults:
            if (box_pub := named.boxes.get(box_code(vault.stream))) is not None:
                with suppress(OSError):
                    recovery_file.keep(vault.unlocked, box_pub)


def talk(target: str, file: str | None, folder: Path) -> int:
    """Make a copy in `target`, or check `file` when it is "verify"; the exit status."""
    window = _Window()
    try:
        if target == VERIFY and file is not None:
            _check(window, Path(file))
        else:
            _copy(window, Path(target), folder)
    except Trouble as trouble:
        sentences = [{"text": each.text, "values": each.values} for each in trouble.sentences]
        window.say("trouble", exit=int(trouble.exit_status), sentences=sentences)
        return trouble.exit_status
    return Exit.OK


def _copy(window: _Window, target: Path, folder: Path) -> None:
    told = window.hear()
    maker = None
    if told.get("maker"):
        maker = Signer("account", bytes.fromhex(told["maker"]), window.sign)
    known = {bytes.fromhex(vault): bytes.fromhex(f) for vault, f in told["facts"].items()}
    made = make(
        folder,
        target,
        SystemClock(),
        maker=maker,
        known=known,
        progress=window.progress,
        cancelled=window.gone,
    )
    window.say("made", file=str(made), hash=copies.last(folder).hash.hex())


def _check(window: _Window, file: Path) -> None:
    report = verify(file, progress=window.progress, cancelled=window.gone)
    said = report.manifest
    window.say("whole", counter=said.counter, at_ms=said.made_ms, accounts=len(report.accounts))


class _Window:
    """The other side, on our standard input and output."""

    def __init__(self) -> None:
        self._heard: SimpleQueue[dict[str, Any] | None] = SimpleQueue()
        self._over = threading.Event()
        self._said_at_s = 0.0
        threading.Thread(target=self._listen, daemon=True).start()

    def say(self, do: str, **values: object) -> None:
        print(json.dumps({"do": do, **values}), flush=True)

    def hear(self) -> dict[str, Any]:
        """The next thing it says. Raises: Cancelled when it is gone."""
        heard = self._heard.get()
        if heard is None:
            raise Cancelled
        return heard

    def sign(self, data: bytes) -> bytes:
        self.say("sign", data=data.hex())
        return bytes.fromhex(self.hear()["signature"])

    def progress(self, done: int, of: int) -> None:
        now_s = time.monotonic()
        if done == of or now_s - self._said_at_s >= PROGRESS_EVERY_S:
            self._said_at_s = now_s
            self.say("progress", done=done, of=of)

    def gone(self) -> bool:
        return self._over.is_set()

    def _listen(self) -> None:
        for line in sys.stdin:
            self._heard.put(json.loads(line))
        self._over.set()
        self._heard.put(None)
