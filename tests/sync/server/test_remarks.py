"""Remarks are read as they were written, and nonsense raises nothing but BatchError."""

from __future__ import annotations

import contextlib

from hypothesis import given
from hypothesis import strategies as st

from sync.batch.reason import BatchError, Reason
from sync.batch.remarks import Remark, Remarked, decode_remarks, encode_remarks

remarks = st.builds(
    Remark,
    st.integers(0, 4096),
    st.sampled_from(Remarked),
    st.sampled_from([reason.name for reason in Reason] + ["A_LATER_REASON"]),
)


@given(said=st.lists(remarks, max_size=20))
def test_remarks_come_back_as_they_were(said: list[Remark]) -> None:
    assert decode_remarks(encode_remarks(said)) == tuple(said)


@given(data=st.binary(max_size=60), said=st.lists(remarks, min_size=1, max_size=3))
def test_nonsense_and_cuts_raise_only_batch_errors(data: bytes, said: list[Remark]) -> None:
    whole = encode_remarks(said)
    for piece in (data, bytes((1,)) + data, whole[: len(data)]):
        with contextlib.suppress(BatchError):
            decode_remarks(piece)
