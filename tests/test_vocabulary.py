"""Vocabularies as maintainers get them wrong; the cases stand in fixtures/vocabulary."""

from __future__ import annotations

import pytest

from tests.support import cases, vocabulary_outcome


@pytest.mark.parametrize(("given", "expected"), cases("vocabulary"))
def test_each_mistake_is_told_once_and_what_is_sound_is_read(given: str, expected: str) -> None:
    told = vocabulary_outcome(given)

    assert expected == told
