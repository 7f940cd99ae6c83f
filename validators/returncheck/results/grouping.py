"""Findings counted by check, by child and by episode, for whoever mends them.

A finding on several records counts once in each group that one of them belongs to.
Suites find patterns over many records, of which none may be wrong: by child and episode
only what contracts, rules and comparisons of the same child found is counted.
"""

from typing import TYPE_CHECKING

from returncheck.findings.finding import Layer, Severity
from returncheck.returns.registry import kinds_with_rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

CHECK_KEY = ("return_id", "layer", "check_id", "severity")
CHILD_KEY = ("return_id", "child_id")
EPISODE_KEY = ("return_id", "child_id", "episode_id")
MOST_CHILDREN = 50
"""How many children the page shows; all of them are in `findings.xlsx`."""

_NUMBERS = ("errors", "queries", "explained")
_OF_RECORDS = (Layer.CONTRACT.value, Layer.RULE.value, Layer.SAME_CHILDREN.value)


def by_check(findings: "pl.DataFrame") -> "pl.DataFrame":
    """Findings counted by return and check.

    Args:
        findings: A findings frame.

    Returns:
        One row per return, layer, check and severity, in the order of the findings:
        the key, then `findings`, `explained`, `children` and `locations`.
    """
    import polars as pl

    return findings.group_by(CHECK_KEY, maintain_order=True).agg(
        pl.col("counted_as").n_unique().alias("findings"),
        _number(pl.col("explanation").is_not_null()).alias("explained"),
        pl.col("child_id").drop_nulls().n_unique().alias("children"),
        pl.len().alias("locations"),
    )


def by_child(findings: "pl.DataFrame") -> "pl.DataFrame":
    """Findings counted by return and child, those with most errors first.

    Args:
        findings: A findings frame; rows without a child are left out.

    Returns:
        One row per child: the key, then `errors`, `queries`, `explained`, `notes` and
        `checks`, the codes of what was found, the heaviest first.
    """
    return _by(findings, CHILD_KEY)


def with_something_to_do(children: "pl.DataFrame") -> "pl.DataFrame":
    """The rows of `by_child` of whom more than notes is known, in the same order."""
    import polars as pl

    return children.filter(pl.sum_horizontal(*_NUMBERS) > 0)


def by_episode(findings: "pl.DataFrame") -> "pl.DataFrame":
    """Findings counted by return, child and episode, those with most errors first.

    Args:
        findings: A findings frame; rows without a child are left out. Records of the
            child itself, such as its identifiers, stand under the episode null.

    Returns:
        One row per episode, with the columns of `by_child`.
    """
    return _by(findings, EPISODE_KEY)


def of_children(findings: "pl.DataFrame") -> "pl.DataFrame":
    """The rows of a findings frame that say what is wrong with a child's record."""
    import polars as pl

    return findings.filter(
        pl.col("child_id").is_not_null(), pl.col("layer").is_in(_OF_RECORDS)
    )


def _by(findings: "pl.DataFrame", key: "Sequence[str]") -> "pl.DataFrame":
    import polars as pl

    is_open = pl.col("explanation").is_null()
    grouped = (
        of_children(findings)
        .group_by(key, maintain_order=True)
        .agg(
            _number((pl.col("severity") == Severity.ERROR.value) & is_open).alias(
                "errors"
            ),
            _number((pl.col("severity") == Severity.QUERY.value) & is_open).alias(
                "queries"
            ),
            _number(~is_open).alias("explained"),
            _number(pl.col("severity") == Severity.INFO.value).alias("notes"),
            short_name(pl.col("check_id"))
            .unique(maintain_order=True)
            .str.join(", ")
            .alias("checks"),
        )
    )
    return grouped.sort(
        "errors",
        "queries",
        *key,
        descending=[True, True, *([False] * len(key))],
        nulls_last=False,
        maintain_order=True,
    )


def short_name(check_id: "pl.Expr") -> "pl.Expr":
    """What a check is called in short: its code, where rules check its return."""
    collections = "|".join(kind.collection for kind in kinds_with_rules())
    return check_id.str.replace(rf"^({collections}):", "")


def _number(chosen: "pl.Expr") -> "pl.Expr":
    """Number of findings among the chosen rows."""
    import polars as pl

    return pl.col("counted_as").filter(chosen).n_unique()
