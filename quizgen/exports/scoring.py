"""Points of an option, where a format wants them in percent."""

from __future__ import annotations


def shares(keys: int) -> tuple[str, str]:
    """Say what a right and a wrong option count in percent, as Moodle writes them.

    With several keys each wrong option takes away what a right one gives, so that to choose all
    gains nothing. Moodle takes only numbers of its own list, where a third is 33.33333.
    """
    if keys == 1:
        return "100", "0"
    share = f"{100 / keys:.5f}".rstrip("0").rstrip(".")
    return share, f"-{share}"
