"""Taking back a request to join, for who asked by mistake: the computer is as if never asked."""

from __future__ import annotations

from pathlib import Path

from desktop.host.files import remove_unfinished, sync_folder
from desktop.services.refusals import Refusal
from desktop.trouble import say
from desktop.vault import cards, tries
from desktop.vault.account_file import AccountCard
from desktop.vault.troubles import telling
from sync.carriers import boxes
from sync.client.invitation import decode_request
from sync.client.joining import AGAIN_FILE, waiting_request

_VAULTS = "vaults"


class SomethingOpens(Refusal):
    """There are vaults or other accounts here: nothing is thrown away that could open."""

    def __init__(self) -> None:
        super().__init__(
            say("En esta computadora ya hay registros, o la cuenta de otra persona."),
            say("Abra otra vez la invitación, o hable con su coordinación."),
        )


def withdraw(folder: Path) -> None:
    """Remove the request that waits, the account that opens nothing yet, and this laptop's key.

    An account that was here before it asked stays, and the key with it. An invitation that
    was made for the request opens nothing any more. After a power cut the request still
    waits, and it can be done again; without a request nothing happens.
    Raises: SomethingOpens, DiskFull, ReadOnlyFolder.
    """
    request = waiting_request(folder)
    if request is None:
        return
    if (folder / AGAIN_FILE).exists():
        with telling():
            boxes.forget_request(folder)
        return
    account = decode_request(request).account
    found = list(cards.survey(folder))
    mine = [twin for twin, card in found if isinstance(card, AccountCard) and card.id == account]
    if len(found) != len(mine) or any((folder / _VAULTS).glob("*")):
        raise SomethingOpens
    with telling():
        # The account goes first: without its request it would stand at the lock screen for ever.
        tries.succeeded(folder, account)
        for twin in mine:
            twin.second.unlink(missing_ok=True)
            twin.first.unlink(missing_ok=True)
        remove_unfinished(folder / cards.FOLDER)
        sync_folder(folder / cards.FOLDER)
        boxes.transport_key_path(folder).unlink(missing_ok=True)
        boxes.forget_request(folder)
