"""Pre-proceedings within an episode with a child protection plan.

Every draw comes from a stream of its own, so that the rest of a history is the same
whether a year's return has this module or not.
"""

from dataclasses import replace

from returncheck.synth.cin_census.records import (
    Episode,
    PreProceedings,
    ProtectionPlan,
)
from returncheck.synth.dates import days
from returncheck.synth.dice import Dice

_SHORTEST_PLAN = 120
_OUTCOMES = ("A", "B", "C")


def with_pre_proceedings(
    words: tuple[object, ...], episodes: tuple[Episode, ...], share: float
) -> tuple[Episode, ...]:
    """The same episodes, some of their longer plans with pre-proceedings.

    Args:
        words: What chance for this and nothing else hangs on.
        episodes: The episodes of a history.
        share: Share (0 to 1) of the longer plans that have them.
    """
    if not any(_is_long(plan) for each in episodes for plan in each.protection_plans):
        return episodes
    dice = Dice(*words)
    return tuple(
        replace(
            episode,
            pre_proceedings=tuple(
                _begun(dice, plan)
                for plan in episode.protection_plans
                if _is_long(plan) and dice.chance(share)
            ),
        )
        if episode.protection_plans
        else episode
        for episode in episodes
    )


def _is_long(plan: ProtectionPlan) -> bool:
    return plan.end is not None and (plan.end - plan.start).days >= _SHORTEST_PLAN


def _begun(dice: Dice, plan: ProtectionPlan) -> PreProceedings:
    start = plan.start + days(dice.between(30, 60))
    letter = start + days(dice.between(0, 10))
    meeting = letter + days(dice.between(7, 28))
    decision = meeting + days(dice.between(30, 120))
    court = decision + days(dice.between(0, 20))
    is_offered = dice.chance(0.9)
    is_held = dice.chance(0.6)
    return PreProceedings(
        start=start,
        letter=letter,
        is_offered=is_offered,
        is_held=is_held if is_offered else None,
        meeting=meeting,
        reviews=dice.between(0, 3),
        decision=decision,
        outcome=dice.pick(_OUTCOMES),
        court=court,
        notice=court + days(dice.between(0, 10)),
    ).until(plan.end or plan.start)
