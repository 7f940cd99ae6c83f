"""Which statutory rules ran on each return: of its year, of another, or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from returncheck.catalogue.rule_sets import rule_set_for, rule_sets
from returncheck.warehouse import ReturnRecord

if TYPE_CHECKING:
    import polars as pl

_NOT_SELECTED = "not selected"
_OF_OTHER_YEARS = "not in force in "


class RulesOf(StrEnum):
    """Whose rules ran, the safest first."""

    THE_YEAR = "of_the_year"
    PROVISIONAL = "provisional"
    ANOTHER_YEAR = "another_year"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesRun:
    """The statutory rules of one return.

    Attributes:
        return_id: The return.
        return_year: Its year.
        rules_of: Whose rules ran.
        year: The year of the rules; None where none ran.
        asked_year: The year whose rules were asked for, the return's own by default.
        is_provisional: Whether the rules are a draft's, also those of another year.
        is_selection: Whether only some of them were asked for.
        run: How many rules ran.
        not_run: How many rules of that year did not run, for whatever reason.
    """

    return_id: str
    return_year: int
    rules_of: RulesOf
    year: int | None
    asked_year: int
    is_provisional: bool
    is_selection: bool
    run: int
    not_run: int

    @property
    def is_complete(self) -> bool:
        """Whether every final rule of the return's own year ran."""
        return self.rules_of is RulesOf.THE_YEAR and not self.not_run

    @property
    def is_of_the_year(self) -> bool:
        """Whether rules of the return's own year ran, provisional or not."""
        return self.rules_of in (RulesOf.THE_YEAR, RulesOf.PROVISIONAL)


def rules_run(
    returns: Sequence[ReturnRecord], outcomes: "pl.DataFrame"
) -> tuple[RulesRun, ...]:
    """Which rules ran, return by return.

    Args:
        returns: The returns.
        outcomes: Mart `fct_rule_outcomes`, of these returns at least.

    Returns:
        One entry for each return with statutory rules, in the order given.
    """
    by_return = {
        key[0]: rows
        for key, rows in outcomes.partition_by("return_id", as_dict=True).items()
    }
    none = outcomes.clear()
    return tuple(
        _rules_run(record, record.return_year, by_return.get(record.return_id, none))
        for record in returns
        if record.return_year is not None and rule_sets(record.collection)
    )


def _rules_run(
    record: ReturnRecord, return_year: int, outcomes: "pl.DataFrame"
) -> RulesRun:
    import polars as pl

    asked = record.rule_year or return_year
    held = rule_set_for(record.collection, asked)
    is_of_other_years = pl.col("reason").str.starts_with(_OF_OTHER_YEARS)
    meant = outcomes.filter(~is_of_other_years.fill_null(value=False))
    run = meant.filter(pl.col("outcome") != "not_run").height
    if held is None:
        rules_of = RulesOf.NONE
    elif held.year != return_year:
        rules_of = RulesOf.ANOTHER_YEAR
    elif held.is_provisional:
        rules_of = RulesOf.PROVISIONAL
    else:
        rules_of = RulesOf.THE_YEAR
    return RulesRun(
        return_id=record.return_id,
        return_year=return_year,
        rules_of=rules_of,
        year=None if held is None else held.year,
        asked_year=asked,
        is_provisional=held is not None and held.is_provisional,
        is_selection=(meant["reason"] == _NOT_SELECTED).any(),
        run=run,
        not_run=meant.height - run,
    )
