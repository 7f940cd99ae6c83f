"""Made-up frames of each table, and the checks that their values fail."""

import polars as pl
from readers_files import CIN, KPI, columns, comparator, figure

from returncheck.returns.contracts import check_batch

YEARS = range(2017, 2028)
GOOD = {
    "Header": {"Collection": "CIN", "LEA": "887"},
    "ChildIdentifiers": {"LAchildID": "Made-Up-1", "Sex": "F", "GenderCurrent": "1"},
    "ChildCharacteristics": {"Ethnicity": "WBRI"},
    "Disabilities": {"Disability": "NONE"},
    "CINdetails": {
        "CINreferralDate": "2024-04-01",
        "ReferralSource": "1A",
        "ReferralNFA": "0",
    },
    "Assessments": {"AssessmentActualStartDate": "2024-04-01"},
    "AssessmentFactorsList": {"AssessmentFactor": "1A"},
    "CINplanDates": {"CINPlanStartDate": "2024-04-01"},
    "Section47": {"S47ActualStartDate": "2024-04-01", "ICPCnotRequired": "1"},
    "ChildProtectionPlans": {
        "CPPstartDate": "2024-04-01",
        "InitialCategoryOfAbuse": "NEG",
        "LatestCategoryOfAbuse": "NEG",
        "NumberOfPreviousCPP": "0",
    },
    "Reviews": {"CPPreviewDate": "2024-04-01"},
    "PreProceedings": {"PPStartDate": "2024-04-01"},
    "Figures": figure(),
    "Comparators": comparator(),
}
LAYOUT_OF = {table.name: layout for layout in (CIN, KPI) for table in layout.tables}


def frame_of(table, *records, first=1):
    """A frame with every column of the table, as a reader gives it."""
    rows = [{**GOOD[table], **values} for values in records]
    names = columns(LAYOUT_OF[table], table)
    return pl.DataFrame(
        {
            "row_number": range(first, first + len(rows)),
            **{name: [row.get(name) for row in rows] for name in names},
        },
        schema={
            "row_number": pl.Int64(),
            **dict.fromkeys(names, pl.String()),
        },
    )


def checks(table, field, *values, year=2025, covered=frozenset()):
    """The check that each value fails, or None."""
    layout = LAYOUT_OF[table]
    frame = frame_of(table, *({field: value} for value in values))
    of_year = year if layout is CIN else None
    found = check_batch(layout, table, frame, of_year, covered)
    prefix = f"contract:{layout.collection}.{table}.{field}."
    failed = {
        row["row_number"]: row["check_id"].removeprefix(prefix)
        for row in found.iter_rows(named=True)
    }
    return [failed.get(number) for number in range(1, len(values) + 1)]
