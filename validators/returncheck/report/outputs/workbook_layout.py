"""What stands in the columns of `findings.xlsx`."""

from dataclasses import dataclass

from returncheck.report.outputs.done_column import (
    BEFORE,
    DONE,
    FINDING_ID,
    HIDDEN,
    OF_RETURN,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a sheet: its heading, its width in letters, and where it is from."""

    heading: str
    width: int
    name: str


_DONE_COLUMNS = (
    Column(heading=DONE, width=12, name="done"),
    Column(heading=FINDING_ID, width=9, name="finding_id"),
    Column(heading=BEFORE, width=9, name="done_before"),
    Column(heading=OF_RETURN, width=9, name="return_id"),
)
_PLACE = (
    Column(heading="Child", width=22, name="child_id"),
    Column(heading="Episode", width=9, name="episode_id"),
    Column(heading="Table", width=22, name="table_name"),
    Column(heading="Row", width=8, name="row_number"),
    Column(heading="Field", width=28, name="field"),
    Column(heading="Value", width=18, name="value"),
    Column(heading="Record", width=14, name="role"),
    Column(heading="The whole record", width=70, name="record"),
)
_RULE = (
    Column(heading="Severity", width=9, name="severity"),
    Column(heading="Check", width=14, name="check"),
    Column(heading="What is wrong, and what to do", width=60, name="message"),
)
_EXPLANATION = (
    Column(heading="Explanation", width=40, name="explanation"),
    Column(heading="Explained by", width=18, name="explained_by"),
    Column(heading="Explained on", width=13, name="explained_on"),
)
_FINDING = Column(heading="Finding", width=9, name="number")
_RETURN = Column(heading="Return", width=24, name="return_name")
BY_RULE = (*_DONE_COLUMNS, *_RULE, _FINDING, _RETURN, *_PLACE, *_EXPLANATION)
BY_CHILD = (
    *_DONE_COLUMNS,
    *(_RETURN, *_PLACE[:2], *_RULE),
    *(_FINDING, *_PLACE[2:], *_EXPLANATION),
)
SUMMARY = (
    Column(heading="Severity", width=28, name="severity"),
    Column(heading="Check", width=16, name="check"),
    Column(heading="What is wrong", width=60, name="title"),
    Column(heading="Return", width=24, name="return_name"),
    Column(heading="Findings", width=10, name="findings"),
    Column(heading="Explained", width=10, name="explained"),
    Column(heading="To do", width=10, name="open"),
    Column(heading="Children", width=10, name="children"),
    Column(heading="Records", width=10, name="locations"),
)
EPISODES = (
    _RETURN,
    *_PLACE[:2],
    Column(heading="Errors", width=8, name="errors"),
    Column(heading="Queries", width=8, name="queries"),
    Column(heading="Explained", width=10, name="explained"),
    Column(heading="Notes", width=8, name="notes"),
    Column(heading="Checks", width=60, name="checks"),
)
WRAPPED = frozenset(
    {
        "What is wrong, and what to do",
        "What is wrong",
        "The whole record",
        "Explanation",
        "Checks",
        "Value",
    }
)
HIDDEN_HEADINGS = frozenset(HIDDEN)
