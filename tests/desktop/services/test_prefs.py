"""Preferences: small, harmless, and never a reason not to start."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.services import prefs
from desktop.services.prefs import Prefs

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.dictionaries(
        st.sampled_from(["language", "theme", "text_percent", "idle_lock_s", "other"]), inner
    ),
    max_leaves=6,
)


def test_what_was_chosen_is_there_next_time(tmp_path) -> None:
    assert prefs.load(tmp_path) == Prefs()
    prefs.change(tmp_path, language="en", text_percent=150)
    assert prefs.load(tmp_path) == Prefs(language="en", text_percent=150)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.binary(max_size=40) | JSON.map(lambda found: prefs.json.dumps(found).encode()))
def test_a_damaged_file_gives_preferences_that_work(tmp_path, content) -> None:
    (tmp_path / prefs.PREFS_FILE).write_bytes(content)
    found = prefs.load(tmp_path)
    assert found.language in prefs.LANGUAGES
    assert 80 <= found.text_percent <= 200
    assert found.idle_lock_s >= prefs.IDLE_LOCK_MIN_S
