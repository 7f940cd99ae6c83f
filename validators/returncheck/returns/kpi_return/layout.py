"""Tables and columns of the KPI return, our own format.

Figures are what a report says of its own authority; comparators what it quotes
about others.
"""

from dataclasses import replace

from returncheck.returns.kpi_return.areas import about_authority, about_comparator
from returncheck.returns.kpi_return.dates import about_date
from returncheck.returns.kpi_return.numbers import about_number
from returncheck.returns.tables import Column, Kind, Layout, Table

# Reports are not older, and look no further ahead.
_YEARS = (1900, 2100)


def _date(name: str, description: str, *, required: bool = False) -> Column:
    return Column(
        name=name,
        kind=Kind.DATE,
        required=required,
        slash_date=True,
        years=_YEARS,
        description=(
            f"{description} A day, such as 31/03/2025 or 31 March 2025; a month alone, "
            "such as Mar-25, is its last day, in period_start its first."
        ),
        advise=about_date,
    )


def _number(
    name: str, description: str, *, least: int | None = None, symbols: bool = False
) -> Column:
    kept_back = " Or what is printed in its place: c, *, .., <5." if symbols else ""
    of_percent = "" if least is not None else ", 21.5% for a percentage"
    return Column(
        name=name,
        kind=Kind.NUMBER,
        least=least,
        symbols=symbols,
        description=(
            f"{description} As printed: 1903, 1,903 or 21.5{of_percent}.{kept_back}"
        ),
        advise=about_number,
    )


_PERIOD = (
    Column(
        name="period_type",
        required=True,
        code_list="period_type",
        description="The kind of period the figure covers.",
    ),
    _date("period_start", "First day of the period; empty when not stated."),
    _date(
        "period_end",
        "Last day of the period, or the day of a snapshot; empty when not stated.",
    ),
)
_PARTS = (
    _number(
        "numerator",
        "The count above the line; empty when not printed.",
        least=0,
        symbols=True,
    ),
    _number(
        "denominator",
        "The count below the line; empty when not printed.",
        least=0,
        symbols=True,
    ),
    _number(
        "value",
        "The figure as printed, percentages as 0 to 100; empty when only its parts "
        "are printed.",
        symbols=True,
    ),
)
_SPAN = (
    replace(
        _number(
            "value_low",
            "The least that a figure given as a span can be; kept, and not tested yet.",
        ),
        optional=True,
    ),
    replace(
        _number(
            "value_high",
            "The most that a figure given as a span can be; kept, and not tested yet.",
        ),
        optional=True,
    ),
)
_UNIT = Column(
    name="unit",
    max_length=60,
    optional=True,
    of_team=True,
    description=(
        "The team or locality that the figure is of, up to 60 characters; empty for "
        "the whole authority. A figure of a team is kept, and has no verdict yet: it "
        "stands in no output. The column may be left out."
    ),
)
_DEFINITION = Column(
    name="definition",
    code_list="definition",
    optional=True,
    description=(
        "Whether the figure follows the national definition or one of your own; empty "
        "for the national one. It is kept, and changes no verdict yet. The column may "
        "be left out."
    ),
)
_ACTIONS = (
    Column(
        name="action",
        max_length=1000,
        optional=True,
        description=(
            "What is done about a figure off its target, up to 1000 characters; kept, "
            "and in no output yet. The column may be left out."
        ),
    ),
    Column(
        name="owner",
        max_length=100,
        optional=True,
        description="Who does it: a post, not a child. The column may be left out.",
    ),
    replace(
        _date("due_date", "Day by which it is to be done."),
        optional=True,
    ),
)
_PLACE = Column(
    name="paragraph",
    optional=True,
    description="Where the figure stands in the report. The column may be left out.",
)
_REPORT = Column(
    name="report_id",
    required=True,
    max_length=60,
    description=(
        "A name for the report, the same in every row of it and in both tables, up "
        "to 60 characters: medway-2018-06."
    ),
)
_AUTHORITY = Column(
    name="la_code",
    required=True,
    pattern=r"\d{3}",
    form="three digits",
    description="Three-digit code or name of the authority that reports.",
    advise=about_authority,
)
_INDICATOR = Column(
    name="indicator_id",
    required=True,
    description="The indicator, as `returncheck indicators list` names it.",
)
_NOTE = Column(
    name="note",
    max_length=1000,
    description="Anything a reader should know, up to 1000 characters.",
)

_NARRATIVE = Column(
    name="note",
    max_length=1000,
    description=(
        "Anything a reader should know, up to 1000 characters; for a figure off its "
        "target the narrative that the list of exceptions shows."
    ),
)

_COMPARATOR_FORM = (
    "england, statistical_neighbours, region:<GSS code> or authority:<la_code>"
)

LAYOUT = Layout(
    collection="kpi_return",
    title="KPI return",
    tables=(
        Table(
            name="Figures",
            columns=(
                _REPORT,
                _date("report_date", "Date of the report.", required=True),
                _PLACE,
                _AUTHORITY,
                _INDICATOR,
                *_PERIOD,
                Column(
                    name="period_basis",
                    required=True,
                    code_list="period_basis",
                    description=(
                        "Whether the report prints the period or it was inferred."
                    ),
                ),
                *_PARTS,
                *_SPAN,
                _UNIT,
                _DEFINITION,
                _number("target", "The target the report sets; empty for none."),
                _NARRATIVE,
                *_ACTIONS,
            ),
        ),
        Table(
            name="Comparators",
            columns=(
                _REPORT,
                _PLACE,
                _AUTHORITY,
                _INDICATOR,
                *_PERIOD,
                Column(
                    name="comparator",
                    required=True,
                    pattern=(
                        r"england|statistical_neighbours"
                        r"|region:E\d{8}|authority:\d{3}"
                    ),
                    form=_COMPARATOR_FORM,
                    description=(
                        f"Whose figure it is: {_COMPARATOR_FORM}, or the name of the "
                        "area."
                    ),
                    advise=about_comparator,
                ),
                Column(
                    name="comparator_year",
                    kind=Kind.YEAR,
                    description=(
                        "Year ending 31 March that the report names for the "
                        "comparator; empty when it names none."
                    ),
                ),
                *_PARTS,
                *_SPAN,
                _NOTE,
            ),
        ),
    ),
)
"""The two tables (sheets) of a KPI return."""
