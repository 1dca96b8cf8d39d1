"""Notes as authors get them wrong; the cases stand in fixtures/front_matter."""

from __future__ import annotations

import pytest

from tests.support import cases, files_in, orchestra, outcome


@pytest.mark.parametrize(("given", "expected"), cases("front_matter"))
def test_each_mistake_is_told_once_at_its_line_and_the_rest_is_used(
    given: str, expected: str
) -> None:
    files = files_in(given)

    told = outcome(files, orchestra())

    assert expected == told
