"""The ids that an unknown one is nearest to, for messages."""

from collections.abc import Iterable
from difflib import get_close_matches

_LIST = "List the ids with: returncheck indicators list"
_MOST = 3
_CUTOFF = 0.6


def near_ids(given: str, known: Iterable[str]) -> str:
    """What to write in the place of an unknown id.

    Args:
        given: The id that nobody knows.
        known: Those that there are.

    Returns:
        "Did you mean 'referrals' or 'referral_rate'?", and how to find them all.
    """
    near = get_close_matches(given.strip().lower(), known, n=_MOST, cutoff=_CUTOFF)
    if not near:
        return f"Declare it in indicators.yml. {_LIST}"
    *others, last = (f"'{each}'" for each in near)
    listed = f"{', '.join(others)} or {last}" if others else last
    return f"Did you mean {listed}? {_LIST}"
