"""Faults of a whole return: they touch many children, the boundary cases too."""

from dataclasses import replace
from datetime import date

from returncheck.synth.cin_census.census import FIRST_YEAR_WITH_SEX
from returncheck.synth.cin_census.codes import NO_DISABILITY, USUAL_DISABILITY_CODES
from returncheck.synth.cin_census.planting import of_episode, with_episode
from returncheck.synth.cin_census.records import Child, Enquiry, Table
from returncheck.synth.dates import year_end, year_start
from returncheck.synth.planting import Finding, Planted, Planter, Season

HEADER_RULE = "100"
PLANS_RULE, SEX_RULE = "2883", "2886Q"
FEW_CODES_RULE, ONE_EACH_RULE = "2887Q", "2888Q"
NO_RECORD_RULE, NO_START_RULE = "8995Q", "9000Q"

WHOLE_RETURN = (
    HEADER_RULE,
    PLANS_RULE,
    SEX_RULE,
    FEW_CODES_RULE,
    ONE_EACH_RULE,
    NO_RECORD_RULE,
    NO_START_RULE,
)
"""Codes of the rules that give one finding for the return."""

_MOST_CODES_OF_FEW = 7
_SHARE_OF_UNKNOWN_SEX = 50


def as_a_whole(child: Child, codes: frozenset[str]) -> Child:
    """The child as a return with faults of the whole return shows it.

    Args:
        child: The child as it is.
        codes: What is planted; only four rules matter here. For 2887Q every disability
            becomes one of six (an unknown one that 8540 plants is the seventh), for
            2888Q only the first is kept; for 8995Q no record of pre-proceedings is
            left, for 9000Q none has its start.
    """
    return _with_few_disabilities(_without_pre_proceedings(child, codes), codes)


def _without_pre_proceedings(child: Child, codes: frozenset[str]) -> Child:
    if not codes & {NO_RECORD_RULE, NO_START_RULE}:
        return child
    episodes = (
        replace(
            episode,
            pre_proceedings=tuple(
                replace(record, start=None)
                for record in episode.pre_proceedings
                if NO_RECORD_RULE not in codes
            ),
        )
        for episode in child.episodes
    )
    return replace(child, episodes=tuple(episodes))


def _with_few_disabilities(child: Child, codes: frozenset[str]) -> Child:
    if not codes & {FEW_CODES_RULE, ONE_EACH_RULE}:
        return child
    disabilities = child.disabilities
    if FEW_CODES_RULE in codes:
        disabilities = tuple(dict.fromkeys(map(_usual, disabilities)))
    if ONE_EACH_RULE in codes:
        disabilities = disabilities[:1]
    return replace(child, disabilities=disabilities)


def without_other_conferences(child: Child, year: int) -> Child:
    """The child without the conferences of the year that led to no plan (for 2883).

    Their enquiries end without the need of a conference, which breaks no rule.
    """
    episodes = []
    for episode in child.episodes:
        starts = {plan.start for plan in episode.protection_plans}
        enquiries = tuple(
            _ended_without_conference(each)
            if _is_in(each.conference, year) and each.conference not in starts
            else each
            for each in episode.enquiries
        )
        episodes.append(replace(episode, enquiries=enquiries))
    return replace(child, episodes=tuple(episodes))


def conferences_above_plans(child: Child, year: int) -> int:
    """By how many a child's conferences of the year outnumber the plans it starts."""
    conferences = plans = 0
    for episode in child.episodes:
        days = [each.conference for each in episode.enquiries]
        conferences += sum(
            _is_in(day, year) for day in (*days, episode.transfer_conference)
        )
        plans += sum(_is_in(plan.start, year) for plan in episode.protection_plans)
    return conferences - plans


def lose_conference(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A plan of the year whose conference is not recorded.

    The plan breaks rule 2885, and so does the record that should hold its conference.
    """
    plans = [plan for episode in child.episodes for plan in episode.protection_plans]
    if len(plans) != 1 or not _is_in(plans[0].start, season.year):
        return None
    place = next(i for i, each in enumerate(child.episodes) if each.protection_plans)
    faulty = without_other_conferences(child, season.year)
    episode = faulty.episodes[place]
    enquiries = tuple(map(_ended_without_conference, episode.enquiries))
    changed = replace(episode, enquiries=enquiries, transfer_conference=None)
    faulty = with_episode(faulty, place, changed)
    rows = (
        of_episode(faulty, Table.PROTECTION_PLANS, place),
        of_episode(faulty, Table.CIN_DETAILS, place),
    )
    return Planted(
        child=faulty, findings=tuple(Finding("2885", (row,)) for row in rows)
    )


def withhold_sex(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A born child without a known sex; only many of them break a rule (2886Q)."""
    if child.birth is None:
        return None
    return Planted(child=replace(child, sex=unknown_sex(season.year)), findings=())


def unknown_sex(year: int) -> str:
    """The code for a sex that is not known, as for the unborn."""
    return "U" if year >= FIRST_YEAR_WITH_SEX else "0"


def children_for_sex_rule(children: int) -> int:
    """The fewest children of unknown sex that break rule 2886Q."""
    return children // _SHARE_OF_UNKNOWN_SEX + 1


class ReturnTally:
    """Counts a return as it is written: which rules of the whole return it breaks.

    A fault of one child can tip such a rule in a small return; then the return breaks
    it, whether that was asked for or not.

    Args:
        year: Return year.
    """

    def __init__(self, year: int) -> None:
        self._year = year
        self._children = self._sexless = self._conferences_above_plans = 0
        self._records = self._starts = 0
        self._codes: set[str] = set()
        self._most_codes = 0

    def add(self, child: Child) -> None:
        """Count one child, in the order of the file."""
        self._children += 1
        is_unknown = child.sex in ("", unknown_sex(self._year))
        self._sexless += is_unknown and child.expected_birth is None
        self._conferences_above_plans += conferences_above_plans(child, self._year)
        records = [each for e in child.episodes for each in e.pre_proceedings]
        self._records += len(records)
        self._starts += sum(each.start is not None for each in records)
        codes = [code for code in child.disabilities if code not in ("", NO_DISABILITY)]
        self._codes.update(codes)
        self._most_codes = max(self._most_codes, len(codes))

    def broken(self) -> tuple[str, ...]:
        """Codes of the rules that the return breaks as a whole."""
        breaks = {
            PLANS_RULE: self._conferences_above_plans < 0,
            SEX_RULE: self._sexless * _SHARE_OF_UNKNOWN_SEX > self._children,
            FEW_CODES_RULE: len(self._codes) <= _MOST_CODES_OF_FEW,
            ONE_EACH_RULE: self._most_codes == 1,
            NO_RECORD_RULE: self._records == 0,
            NO_START_RULE: self._starts == 0,
        }
        return tuple(code for code, is_broken in breaks.items() if is_broken)


def _ended_without_conference(enquiry: Enquiry) -> Enquiry:
    return replace(enquiry, target=None, conference=None, not_required=True)


def _usual(code: str) -> str:
    """The code itself if it is `NONE` or one of the six, otherwise one of the six."""
    if code == NO_DISABILITY or code in USUAL_DISABILITY_CODES:
        return code
    return USUAL_DISABILITY_CODES[len(code) % len(USUAL_DISABILITY_CODES)]


def _is_in(day: date | None, year: int) -> bool:
    return day is not None and year_start(year) <= day <= year_end(year)


PLANTERS: dict[str, Planter[Child]] = {
    PLANS_RULE: lose_conference,
    SEX_RULE: withhold_sex,
}
