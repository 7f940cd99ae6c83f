"""Which statutory rules ran, and whether a year is in question, in words.

The one place for these sentences; the headline, the page, `summary.md` and the console
take them from here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from returncheck.report.words.numbers import counted
from returncheck.results.rules_run import RulesOf, RulesRun


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserve:
    """Why a run without errors is not ready, as the rest of a sentence.

    Attributes:
        by: By which rules it was checked; empty for those of the year.
        but: What was not checked; empty for nothing.
    """

    by: str = ""
    but: str = ""

    def after_none(self, found: str, more: str = "") -> str:
        """The headline of a run that found nothing to mend.

        Args:
            found: What was found, such as "No errors were found".
            more: What follows the rules, such as ", and every query is explained".
        """
        said = f"{found} {self.by}{more}" if self.by else f"{found}{more}"
        return f"{said}, but {self.but}" if self.but else said

    def after_findings(self, found: str) -> str:
        """The headline of a run that found something.

        Args:
            found: What was found, such as "Findings to mend".
        """
        said = f"{found}, checked {self.by}" if self.by else found
        return f"{said}, and {self.but}" if self.but else said


_MIXED = Reserve(but="not every return was checked by all final rules of its own year")


def reserve_of(runs: Sequence[RulesRun]) -> Reserve | None:
    """What is to be said of the rules before any return can be called ready.

    Args:
        runs: The rules of each return to submit that has some.

    Returns:
        None where every final rule of each return's year ran.
    """
    reserves = list(dict.fromkeys(_reserve(each) for each in runs))
    if all(reserve is None for reserve in reserves):
        return None
    return reserves[0] if len(reserves) == 1 else _MIXED


def _reserve(run: RulesRun) -> Reserve | None:
    if run.is_complete:
        return None
    if run.rules_of is RulesOf.NONE:
        return Reserve(
            but=f"no statutory rule was run: there is no rule set for {run.asked_year}"
        )
    by = "" if run.rules_of is RulesOf.THE_YEAR else f"by the {_rules(run)}"
    if run.rules_of is RulesOf.ANOTHER_YEAR:
        by += f", not those of {run.return_year}"
    return Reserve(by=by, but=_not_run(run) if run.not_run else "")


def _rules(run: RulesRun) -> str:
    """The rules that ran: `provisional rules of 2027`."""
    return f"{'provisional ' if run.is_provisional else ''}rules of {run.year}"


def _not_run(run: RulesRun) -> str:
    every = counted(run.run + run.not_run, "rule")
    if run.is_selection or run.run <= run.not_run:
        verb = "was" if run.run == 1 else "were"
        return f"only {run.run} of {every} {verb} run"
    verb = "was" if run.not_run == 1 else "were"
    return f"{run.not_run} of {every} {verb} not run"


def rules_sentence(run: RulesRun) -> str:
    """Which rules ran on one return, as a sentence.

    Args:
        run: The rules of the return.
    """
    if run.rules_of is RulesOf.NONE:
        return (
            f"No statutory rule was run: there is no rule set for {run.asked_year}. "
            "Everything else was checked."
        )
    sentence = f"Checked by the {_rules(run)}"
    if run.rules_of is RulesOf.ANOTHER_YEAR:
        sentence += f", not those of {run.return_year}"
        if run.asked_year != run.year:
            sentence += f": there is no rule set for {run.asked_year}"
    if run.not_run:
        return f"{sentence}; {_not_run(run)}."
    return f"{sentence}: {counted(run.run, 'rule')}." if run.run else f"{sentence}."


def rules_sentences(
    runs: Sequence[RulesRun], names: Mapping[str, str]
) -> tuple[str, ...]:
    """Which rules ran on all returns to submit, each sentence once.

    Args:
        runs: The rules of each return.
        names: Return id to what it is called.

    Returns:
        One sentence where it is true of all, else one a kind with its returns.
    """
    returns_of: dict[str, list[str]] = {}
    for run in runs:
        named = names.get(run.return_id, run.return_id)
        returns_of.setdefault(rules_sentence(run), []).append(named)
    if len(returns_of) == 1:
        return tuple(returns_of)
    return tuple(
        f"{_listed(named)}: {sentence[:1].lower()}{sentence[1:]}"
        for sentence, named in returns_of.items()
    )


_MOST_NAMED = 5


def _listed(named: Sequence[str]) -> str:
    shown = "; ".join(named[:_MOST_NAMED])
    more = len(named) - _MOST_NAMED
    return f"{shown} and {more} more" if more > 0 else shown


def missing_rules_line(
    runs: Sequence[RulesRun], names: Mapping[str, str]
) -> str | None:
    """Why a run fails that asks for the rules of each return's own year, in one line.

    Args:
        runs: The rules of each return to submit that has some.
        names: Return id to what it is called.

    Returns:
        The line; None where every return was checked by rules of its own year.
    """
    lacking = [run for run in runs if not run.is_of_the_year]
    if not lacking:
        return None
    told = [
        f"{names.get(run.return_id, run.return_id)}: "
        + (
            f"there is no rule set for {run.asked_year}"
            if run.rules_of is RulesOf.NONE
            else f"the {_rules(run)} were run, not those of {run.return_year}"
        )
        for run in lacking
    ]
    return (
        f"Not checked by the rules of its own year (--require-rules): {_listed(told)}. "
        "Upgrade returncheck, or leave --year and --require-rules out."
    )


def years_in_question(years: Sequence[int]) -> str:
    """The headline of returns whose collection has not begun.

    Args:
        years: Their years, at least one.
    """
    listed = [str(year) for year in sorted(set(years))]
    if len(listed) == 1:
        return f"Is the year {listed[0]} right? Its collection has not begun"
    named = f"{', '.join(listed[:-1])} and {listed[-1]}"
    return f"Are the years {named} right? Their collections have not begun"


def years_of_other_dates(years: Sequence[int]) -> str:
    """The headline of returns whose dates are of other years than they are said to be.

    Args:
        years: The years that they are said to be of, at least one.
    """
    listed = [str(year) for year in sorted(set(years))]
    if len(listed) == 1:
        return f"Is the year {listed[0]} right? Most dates are of another year"
    named = f"{', '.join(listed[:-1])} and {listed[-1]}"
    return f"Are the years {named} right? Most dates are of other years"


YEAR_FIRST = (
    "Settle the year first and check again: other findings may follow from it alone."
)
"""What to do about a year in question."""
