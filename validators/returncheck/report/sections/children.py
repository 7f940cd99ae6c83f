"""The children with most findings, each with its episodes, for the page."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from returncheck.report.sections.checks import CheckView
from returncheck.report.sections.records import CHECK_KEY
from returncheck.report.words.names import ReturnName
from returncheck.report.words.numbers import counted
from returncheck.results.check_result import CheckResult
from returncheck.results.grouping import (
    CHILD_KEY,
    EPISODE_KEY,
    MOST_CHILDREN,
    by_episode,
    of_children,
    with_something_to_do,
)

MOST_EPISODES = 10
"""How many episodes of a child the page shows."""

_OF_CHILD = "none"
"""What stands for the episode of records that belong to none."""

_Key = tuple[str | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """Findings of a child, or of one of its episodes.

    Attributes:
        child: LA child identifier.
        return_name: The return.
        episode: The episode; how many there are in the row of a child with several.
        is_nested: Whether it is an episode below the row of its child.
        errors: Number of errors.
        queries: Number of queries that are not explained.
        explained: Number of queries that are explained.
        checks: What was found, the heaviest first.
    """

    child: str
    return_name: str
    episode: str
    is_nested: bool
    errors: int
    queries: int
    explained: int
    checks: tuple[CheckView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildrenView:
    """The children of a result that have findings.

    Attributes:
        rows: The children with most findings, each followed by its episodes.
        children: How many children have errors or queries.
        shown: How many of them are in the rows.
        has_returns: Whether they belong to several returns.
    """

    rows: tuple[GroupRow, ...]
    children: int
    shown: int
    has_returns: bool

    @property
    def more(self) -> int:
        """Children that the rows leave out."""
        return self.children - self.shown


def children_view(
    result: CheckResult, names: Mapping[str, ReturnName], checks: Sequence[CheckView]
) -> ChildrenView:
    """The children with most errors, then with most open queries.

    Args:
        result: The result.
        names: What its returns are called.
        checks: Its checks as the page shows them.

    Returns:
        At most `MOST_CHILDREN` children with at most `MOST_EPISODES` episodes each;
        children of whom nothing but notes is known are left out.
    """
    counted_children = with_something_to_do(result.by_child)
    children = counted_children.head(MOST_CHILDREN)
    findings = of_children(result.findings).join(
        children, on=CHILD_KEY, how="semi", nulls_equal=True
    )
    child_checks = _checks(findings, CHILD_KEY, checks)
    episode_checks = _checks(findings, EPISODE_KEY, checks)
    episodes: dict[_Key, list[Mapping[str, Any]]] = defaultdict(list)
    for episode in by_episode(findings).to_dicts():
        episodes[_key(episode, CHILD_KEY)].append(episode)
    rows: list[GroupRow] = []
    for child in children.to_dicts():
        key = _key(child, CHILD_KEY)
        parts = episodes[key]
        name = names.get(child["return_id"] or "")
        of_return = name.full if name else ""
        rows.append(_row(child, of_return, _episodes_text(parts), child_checks[key]))
        rows += [
            _row(
                part,
                of_return,
                part["episode_id"] or _OF_CHILD,
                episode_checks[_key(part, EPISODE_KEY)],
                is_nested=True,
            )
            for part in (parts[:MOST_EPISODES] if len(parts) > 1 else ())
        ]
    return ChildrenView(
        rows=tuple(rows),
        children=counted_children.height,
        shown=children.height,
        has_returns=children["return_id"].n_unique() > 1,
    )


def _checks(
    findings: pl.DataFrame, key: Sequence[str], checks: Iterable[CheckView]
) -> dict[_Key, tuple[CheckView, ...]]:
    """What was found of each group, the heaviest first."""
    views = {
        (check.layer.value, check.check_id, check.severity.value): check
        for check in checks
    }
    found: dict[_Key, list[CheckView]] = defaultdict(list)
    pairs = findings.select(*key, *CHECK_KEY).unique(maintain_order=True)
    for row in pairs.iter_rows():
        found[row[: len(key)]].append(views[row[len(key) :]])
    return {group: tuple(listed) for group, listed in found.items()}


def _key(row: Mapping[str, Any], key: Iterable[str]) -> _Key:
    return tuple(row[name] for name in key)


def _episodes_text(episodes: Sequence[Mapping[str, Any]]) -> str:
    if len(episodes) == 1:
        return episodes[0]["episode_id"] or _OF_CHILD
    number = sum(episode["episode_id"] is not None for episode in episodes)
    shown = f", {MOST_EPISODES} shown" if len(episodes) > MOST_EPISODES else ""
    return f"{counted(number, 'episode')}{shown}"


def _row(
    group: Mapping[str, Any],
    of_return: str,
    episode: str,
    checks: tuple[CheckView, ...],
    *,
    is_nested: bool = False,
) -> GroupRow:
    return GroupRow(
        child=group["child_id"],
        return_name=of_return,
        episode=episode,
        is_nested=is_nested,
        errors=group["errors"],
        queries=group["queries"],
        explained=group["explained"],
        checks=checks,
    )
