"""Findings grouped by layer and check, and what each check is called."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from returncheck.catalogue.comparisons import comparison_titles
from returncheck.catalogue.same_children import same_child_titles
from returncheck.findings.finding import Layer, Severity
from returncheck.report.sections.records import (
    CHECK_KEY,
    RecordTable,
    record_table,
    samples,
)
from returncheck.report.words.names import ReturnName
from returncheck.report.words.terms import (
    CONTRACT_FAULTS,
    OTHER_RULE_TITLES,
    UNTESTABLE,
)
from returncheck.results.check_result import CheckResult
from returncheck.returns.running_year import YEAR_AHEAD
from returncheck.returns.year_dates import OTHER_YEAR

Titles = Mapping[str, Mapping[str | None, tuple[int | None, str]]]
"""What rules are called: by check id and return, the return's year and the title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a check says about a return, or about all of them.

    Attributes:
        of_return: The return; None when it is said of all.
        text: The message.
    """

    of_return: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckView:
    """One check that found something, with one severity.

    Attributes:
        anchor: Id of its place on the page.
        layer: Where it belongs.
        check_id: Its id.
        code: What to call it in short; empty when the title does.
        title: What is wrong.
        severity: How much it weighs.
        findings: Number of findings.
        explained: Number of those that are explained.
        locations: Number of places; a finding may have several.
        returns: Names of the returns it found something in.
        messages: What it says, when that is the same throughout a return.
        table: A sample of its records.
    """

    anchor: str
    layer: Layer
    check_id: str
    code: str
    title: str
    severity: Severity
    findings: int
    explained: int
    locations: int
    returns: tuple[str, ...]
    messages: tuple[Message, ...]
    table: RecordTable

    @property
    def to_do(self) -> int:
        """Findings that are not explained."""
        return self.findings - self.explained

    @property
    def name(self) -> str:
        """Code and title."""
        return f"{self.code} {self.title}".strip()

    @property
    def more(self) -> int:
        """Rows that the sample leaves out."""
        return self.locations - len(self.table.rows)


def check_views(
    result: CheckResult, names: Mapping[str, ReturnName], *, anchor: str = "check"
) -> tuple[CheckView, ...]:
    """Every check that found something.

    Args:
        result: The result.
        names: What its returns are called.
        anchor: Beginning of the ids of their places on the page.

    Returns:
        Ordered by layer, severity (heaviest first), number of findings (most first)
        and id, with a sample of records each.
    """
    if result.findings.is_empty():
        return ()
    totals = _totals(result.findings)
    messages = _messages(result.findings, names)
    sampled = samples(result.findings)
    titles = check_titles(result)
    views = []
    for number, row in enumerate(totals.to_dicts(), start=1):
        key = (row["layer"], row["check_id"], row["severity"])
        title = check_title(row["layer"], row["check_id"], titles, row["return_ids"])
        said = _without_title(
            messages.get(key, ()), [title, *_versions(row["check_id"], titles)]
        )
        of_returns = [names[each].full for each in row["return_ids"] if each in names]
        table = record_table(
            sampled[key], names, has_return=len(of_returns) > 1, has_message=not said
        )
        views.append(
            CheckView(
                anchor=f"{anchor}-{number}",
                layer=Layer(row["layer"]),
                check_id=row["check_id"],
                code=_code(row["layer"], row["check_id"]),
                title=title,
                severity=Severity(row["severity"]),
                findings=row["findings"],
                explained=row["explained"],
                locations=row["locations"],
                returns=tuple(of_returns),
                messages=said,
                table=table,
            )
        )
    return tuple(views)


def _totals(findings: pl.DataFrame) -> pl.DataFrame:
    orders = {
        name: {each.value: place for place, each in enumerate(kind)}
        for name, kind in (("layer", Layer), ("severity", Severity))
    }
    return (
        findings.group_by(CHECK_KEY)
        .agg(
            pl.col("counted_as").n_unique().alias("findings"),
            pl.col("counted_as")
            .filter(pl.col("explanation").is_not_null())
            .n_unique()
            .alias("explained"),
            pl.len().alias("locations"),
            pl.col("return_id")
            .drop_nulls()
            .unique(maintain_order=True)
            .alias("return_ids"),
        )
        .sort(
            pl.col("layer").replace_strict(orders["layer"], default=9),
            pl.col("severity").replace_strict(orders["severity"], default=9),
            -pl.col("findings").cast(pl.Int64),
            "check_id",
        )
    )


def _messages(
    findings: pl.DataFrame, names: Mapping[str, ReturnName]
) -> dict[tuple[str, ...], tuple[Message, ...]]:
    """The messages of checks that say one thing a return, by check."""
    by_return = (
        findings.group_by(*CHECK_KEY, "return_id", maintain_order=True)
        .agg(
            pl.col("message").n_unique().alias("kinds"),
            pl.col("message").first(),
            pl.len().alias("places"),
        )
        .with_columns(
            (pl.col("kinds") == 1).all().over(CHECK_KEY).alias("is_steady"),
            pl.col("message").n_unique().over(CHECK_KEY).alias("texts"),
            pl.col("places").sum().over(CHECK_KEY).alias("places"),
        )
        .filter(
            "is_steady", (pl.col("texts") == 1) | (pl.col("places") > pl.col("texts"))
        )
    )
    said: dict[tuple[str, ...], list[Message]] = defaultdict(list)
    for row in by_return.iter_rows(named=True):
        listed = said[row["layer"], row["check_id"], row["severity"]]
        if row["texts"] == 1:
            listed[:] = [Message(of_return=None, text=row["message"] or "")]
            continue
        name = names.get(row["return_id"] or "")
        listed.append(
            Message(of_return=name.full if name else None, text=row["message"] or "")
        )
    return {key: tuple(listed) for key, listed in said.items()}


def _without_title(
    messages: tuple[Message, ...], titles: Sequence[str]
) -> tuple[Message, ...]:
    """The messages without the title, which already stands above them."""
    shortened = []
    for message in messages:
        text = message.text
        for title in titles:
            text = text.removeprefix(f"{title}. ")
        shortened.append(Message(of_return=message.of_return, text=text))
    return tuple(shortened)


def checks_to_mend(checks: Iterable[CheckView]) -> list[CheckView]:
    """Errors and queries that are not all explained.

    Args:
        checks: The checks of a result.

    Returns:
        A year in question before all else, then the heaviest severity, the most open
        findings first.
    """
    order = list(Severity)
    chosen = [
        check for check in checks if check.severity is not Severity.INFO and check.to_do
    ]
    return sorted(
        chosen,
        key=lambda check: (
            not is_year_in_question(check.check_id),
            order.index(check.severity),
            -check.to_do,
        ),
    )


def is_year_in_question(check_id: str) -> bool:
    """Whether a check asks if a year is right: not begun, or of no date in it."""
    return check_id.endswith((f".{YEAR_AHEAD}", f".{OTHER_YEAR}"))


def check_titles(result: CheckResult) -> Titles:
    """What rules are called in each return: the version of its year.

    Args:
        result: The result.
    """
    titles: dict[str, dict[str | None, tuple[int | None, str]]] = defaultdict(dict)
    columns = ("collection", "code", "return_id", "return_year", "title")
    for collection, code, return_id, year, title in result.rule_outcomes.select(
        columns
    ).iter_rows():
        titles[f"{collection}:{code}"][return_id] = (year, title)
    return titles


def check_title(
    layer: str, check_id: str, titles: Titles, return_ids: Iterable[str | None]
) -> str:
    """What a check is called: its own title, or one made from its id.

    Args:
        layer: Where the check belongs.
        check_id: Its id.
        titles: From `check_titles`.
        return_ids: The returns of which it is said.

    Returns:
        The title; where versions of a rule differ, each with the years of its returns.
    """
    known = titles.get(check_id, {})
    of_returns = {each: known[each] for each in return_ids if each in known} or known
    versions = _versions(check_id, {check_id: of_returns})
    if len(versions) < 2:
        return next(iter(versions), None) or _title(layer, check_id)
    return "; ".join(
        f"{title} ({', '.join(years)})" if years else title
        for title, years in versions.items()
    )


def _versions(check_id: str, titles: Titles) -> dict[str, list[str]]:
    """The titles of a check, the earliest first, with the years of their returns."""
    versions: dict[str, list[str]] = {}
    known = sorted(
        set(titles.get(check_id, {}).values()), key=lambda each: (each[0] or 0, each[1])
    )
    for year, title in known:
        years = versions.setdefault(title, [])
        years += [str(year)] if year else []
    return versions


def _code(layer: str, check_id: str) -> str:
    name = check_id.partition(":")[2]
    is_rule = layer == Layer.RULE.value and name not in OTHER_RULE_TITLES
    return name if is_rule else ""


def _title(layer: str, check_id: str) -> str:
    """A title made from the id of a check that has none elsewhere."""
    name = check_id.partition(":")[2] or check_id
    if layer == Layer.RULE.value and name in OTHER_RULE_TITLES:
        return OTHER_RULE_TITLES[name]
    if layer == Layer.RECONCILIATION.value:
        if name == "untestable":
            return UNTESTABLE
        return comparison_titles().get(name, in_words(name))
    if layer == Layer.SAME_CHILDREN.value:
        return same_child_titles().get(name, in_words(name))
    parts = name.split(".")
    if layer == Layer.CONTRACT.value and len(parts) > 2:
        fault = CONTRACT_FAULTS.get(parts[-1], in_words(parts[-1]).lower())
        return f"{'.'.join(parts[1:-1])}: {fault}"
    return in_words(parts[-1])


def in_words(name: str) -> str:
    """A name in snake case as words: `ten_neighbours` as "Ten neighbours"."""
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]
