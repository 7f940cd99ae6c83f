"""What a team settles once in `returncheck.yml` instead of typing it every time.

Reading the file is `reading`; what may stand in it is `settings_file`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from returncheck.files.limits import Limits

FILE_NAME = "returncheck.yml"
"""Name of the configuration file that is looked for in the current folder."""


class FailOn(StrEnum):
    """The least severity of a finding that makes a run fail."""

    ERROR = "error"
    QUERY = "query"
    INFO = "info"
    NEVER = "never"


class ReturnPages(StrEnum):
    """Whether all returns stand on one page, or each on one of its own.

    `AUTO`: on one, unless they are of more authorities than a page serves.
    """

    AUTO = "auto"
    ONE = "one"
    EACH = "each"


class SameChildren(StrEnum):
    """The number that makes children of two returns one child."""

    UPN = "upn"
    CHILD_ID = "child_id"


class AlertWhen(StrEnum):
    """After which runs the alert is given."""

    NEW_ERRORS = "new_errors"
    NEW_FINDINGS = "new_findings"
    FAILURE = "failure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A command that is told of a run; it gets counts and no child.

    Attributes:
        command: The program and what it is called with; no shell reads it.
        when: After which runs.
        seconds: After how many seconds it is ended.
        settings: The file that names it, which nobody else may have written.
    """

    command: tuple[str, ...]
    when: AlertWhen = AlertWhen.NEW_ERRORS
    seconds: int = 30
    settings: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings of a run.

    Attributes:
        authority: Three-digit code for files that name no authority.
        year: Return year (ending 31 March) for files that name no year.
        inputs: Files and folders to check.
        output: Folder for the report and the database.
        fail_on: Least severity that makes the exit code 1.
        tolerances: Indicator id to the least share in percent that is tolerated;
            `row_counts` to the percentage by which a table may grow or shrink.
        targets: Indicator id to the authority's own target.
        target_tolerances: Indicator id to how much worse than its target a figure may
            be and still be amber, in the indicator's unit.
        indicators: YAML file of the council's own indicators; None for none.
        groups: Name of a group to the codes of the authorities in it.
        explanations: CSV file in which queries are explained.
        published: Folder of the figures that `import-published` keeps.
        context: Files and folders to look back on, which are not to be submitted.
        previous: Files and folders of the year before, to look back on; what names no
            year there is one year earlier.
        extensions: Folders of rules, indicators and suites of the team's own.
        limits: How much of a file is taken in at most.
        expectations: Folder of the suites to run in place of those that come with
            returncheck; None for these.
        require_rules: Whether a run fails when a return was not checked by the rules of
            its own year.
        redact: Whether outputs name children by keyed hashes.
        redaction_key: Key of the hashes; None for one that the database keeps.
        retention_days: After how many days a return leaves the database; None: never.
        same_children: By what a child of one return is found in another of the same
            authority and year, to compare what they say; None: not at all.
        submission_dates: By when returns have to be submitted, by their id or by
            `<collection>-<year>`.
        alert: The command that is told of runs; None for none.
        pages: Whether all returns stand on `one` page, or `each` on one of its own;
            `auto`: it depends on how many authorities they are of.
    """

    authority: str | None = None
    year: int | None = None
    inputs: tuple[Path, ...] = ()
    output: Path = Path("returncheck-output")
    fail_on: FailOn = FailOn.ERROR
    tolerances: Mapping[str, float] = field(default_factory=dict)
    targets: Mapping[str, float] = field(default_factory=dict)
    target_tolerances: Mapping[str, float] = field(default_factory=dict)
    indicators: Path | None = None
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    explanations: Path | None = None
    published: Path | None = None
    context: tuple[Path, ...] = ()
    previous: tuple[Path, ...] = ()
    extensions: tuple[Path, ...] = ()
    limits: Limits = field(default_factory=Limits)
    expectations: Path | None = None
    require_rules: bool = False
    redact: bool = False
    redaction_key: str | None = field(default=None, repr=False)
    retention_days: int | None = None
    same_children: SameChildren | None = None
    submission_dates: Mapping[str, date] = field(default_factory=dict)
    alert: Alert | None = None
    pages: ReturnPages = ReturnPages.AUTO
