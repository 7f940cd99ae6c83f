"""What a rule gives: one sorted tuple of places a finding, and who the rules are."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

WHOLE_RETURN = ()


@dataclass(frozen=True)
class Rule:
    code: str
    reads: frozenset[str]
    first_year: int
    last_year: int | None
    check: Any

    def holds_in(self, year):
        return self.first_year <= year <= (self.last_year or year)


RULES = []


def rule(code, *reads, first=2023, last=None):
    """Enter a check as a version of a rule, with the tables that it reads."""

    def enter(check):
        RULES.append(Rule(code, frozenset(reads), first, last, check))
        return check

    return enter


def places(rows):
    return tuple(sorted({row.place for row in rows}))


def each(rows):
    """One finding a row."""
    return [places([row]) for row in rows]


def together(entries):
    """One finding a name: entries are a name and the rows that they add to it."""
    by_name = defaultdict(list)
    for name, rows in entries:
        by_name[name] += rows
    return [places(rows) for rows in by_name.values()]


def unit(row, names):
    """A key as the name of a finding; a row that lacks a part of it is alone."""
    return row.key(names) or row.place


def joined(pairs, name, *, fails):
    """One finding a name, of the pairs of rows that fail."""
    return together((name(a, b), [a, b]) for a, b in pairs if fails(a, b))
