from __future__ import annotations

from desktop.journal import meta
from tests.sync.client.conftest import Laptop, ServerProcess


def test_the_time_that_the_server_signed_is_remembered_for_the_check_of_the_clock(
    first: Laptop, centre: ServerProcess
) -> None:
    first.sync()
    shared = first.desk.shared
    assert shared is not None
    with shared.read() as connection:
        told_ms = meta.get(connection, meta.SERVER_MS)
    assert told_ms is not None
    assert int(told_ms) > 1_700_000_000_000
