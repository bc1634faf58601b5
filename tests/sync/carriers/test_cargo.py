"""A receipt covers its own branch and nothing else; rosters go first; loads fit."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from sync.batch.keys import batch_hash
from sync.carriers import boxes
from sync.carriers.cargo import Piece, covered, look, next_load
from tests.sync.server.stage import Programme


def put(folder: Path, *batches: bytes) -> list[Piece]:
    for data in batches:
        boxes.put_batch(folder, data)
    return look(folder)[0]


def test_rosters_go_first_and_chains_in_order(tmp_path: Path) -> None:
    programme = Programme()
    programme.append()
    chain = programme.chain("a")
    batches = [chain.write() for _ in range(4)]
    pieces = put(tmp_path, *reversed(batches), *reversed(programme.rosters))
    assert [piece.read() for piece in pieces] == [*programme.rosters, *batches]


def test_a_head_covers_its_branch_of_a_fork_and_not_the_other(tmp_path: Path) -> None:
    programme = Programme()
    chain = programme.chain("a")
    first = chain.write()
    twin = chain.fork()
    mine, theirs = [chain.write(), chain.write()], [twin.write(), twin.write()]
    pieces = put(tmp_path, first, *mine, *theirs)
    done = {piece.read() for piece in covered(pieces, [batch_hash(mine[1])])}
    assert done == {first, *mine}


def test_a_head_that_nobody_here_wrote_covers_nothing(tmp_path: Path) -> None:
    chain = Programme().chain("a")
    pieces = put(tmp_path, chain.write(), chain.write())
    assert covered(pieces, [bytes(32)]) == []


def test_a_file_whose_name_is_not_its_hash_is_a_stranger(tmp_path: Path) -> None:
    data = Programme().chain("a").write()
    (tmp_path / ("0" * 64 + ".vrd")).write_bytes(data)
    assert look(tmp_path) == ([], [tmp_path / ("0" * 64 + ".vrd")])


@settings(max_examples=50)
@given(sizes=st.lists(st.integers(1, 300), max_size=30), most=st.integers(1, 500))
def test_loads_keep_the_order_fit_and_always_move_on(sizes: list[int], most: int) -> None:
    pieces = [
        Piece(Path(f"{i:064x}.vrd"), size, False, bytes(16), i, bytes(8))
        for i, size in enumerate(sizes)
    ]
    left = list(pieces)
    while left:
        load = next_load(left, most)
        assert load == left[: len(load)]
        assert len(load) == 1 or sum(piece.size for piece in load) <= most
        left = left[len(load) :]
