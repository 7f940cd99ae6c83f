"""Small made-up returns that are wrong in as many ways as fit, for every rule at once.

`messy` has everything from everywhere. The other kinds leave less to chance, so that
records meet: `joined` is one child with one episode, `clashing` has records of few
days, `repeating` has records that are alike; and the rest are of one subject.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache, partial
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from cin_census.days import months_after, nth_working_day_before, years_after

Rows = list[dict[str, str | None]]
YEARS = (2023, 2024, 2025, 2026)
MISSING = (None, "")
UNREADABLE = ("2024-02-30", "01/05/2024", "2024-5-1", " 2024-05-01", "2024-05-01T00")
FLAGS = ("0", "0", "false", "1", "true", "False", "TRUE", "yes", " 1", *MISSING)
UPNS = (
    *("A801200001001", "T801200001001", "A942200001001", "H801200001002"),
    *("A999200001001", "A80120000100B", "A80120000100S", "a801200001001"),
    *("A8012A0001001", "A80120000100", "A801", "A80120000100\u0664", *MISSING),
)
IDENTIFIERS = ("C" * 20, "C" * 21, "C-1", "C 1", "\u00c71", "C_1")
NO_UPN = ("UN1", "UN2", "UN7", "UN7", "un7", "un3", "UN8", *MISSING)
FACTORS = ("21", "21", "1A", "1A", "1a", "18A", "18a", "19A", "19a", "8A", *MISSING)
DISABILITIES = ("NONE", "none", "MOB", "HAND", "HEAR", "hear", "XXX", *MISSING)
REASONS = ("RC1", "RC2", "RC8", "RC9", "rc8", "RC10", *MISSING)


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUp:
    """One made-up return.

    Attributes:
        year: Return year (ending 31 March).
        tables: The tables that it has; cells are text or None.
    """

    year: int
    tables: dict[str, Rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the cells of a return are drawn from.

    Attributes:
        end: Last day of the census period.
        days: Days around which all records lie.
        children: For LAchildID.
        episodes: For CINdetailsID.
        ordinals: For AssessmentID and CPPID.
        lengths: Fewest and most rows a table has.
        tables: The tables that a return has; all when empty.
        values: Column to what it is drawn from, where that is not the usual.
        is_whole: Whether no table and no column is absent.
    """

    end: date
    days: tuple[str | None, ...]
    children: tuple[str | None, ...] = ("C1",)
    episodes: tuple[str | None, ...] = ("1",)
    ordinals: tuple[str | None, ...] = ("1",)
    lengths: tuple[int, int] = (0, 4)
    tables: tuple[str, ...] = ()
    values: Mapping[str, tuple[str | None, ...]] = field(default_factory=dict)
    is_whole: bool = True


def _around(*days: date) -> tuple[str, ...]:
    span = (-1, 0, 1)
    return tuple(str(day + timedelta(days=each)) for day in days for each in span)


def _edges(end: date) -> tuple[str | None, ...]:
    start = months_after(end, -12) + timedelta(days=1)
    cut_offs = (nth_working_day_before(end, 44), nth_working_day_before(end, 14))
    return (*_around(start, end, *cut_offs), *UNREADABLE[:3], *MISSING * 3)


def _births(choice: Choice) -> tuple[str | None, ...]:
    end = choice.end
    ages = (
        years_after(end, -6),
        date(end.year - 6, 8, 31),
        years_after(end, -25),
        end - timedelta(days=30),
        months_after(end, 9),
        end + timedelta(days=280),
    )
    return (*choice.days, *_around(*ages), *MISSING * 6, "2000-02-29")


def _referrals(choice: Choice) -> tuple[str | None, ...]:
    start = months_after(choice.end, -12) + timedelta(days=1)
    limits = (nth_working_day_before(start, 1), date(2013, 4, 1))
    return (*choice.days * 2, *_around(*limits))


def _closures(choice: Choice) -> tuple[str | None, ...]:
    birthday = years_after(years_after(choice.end, -25), 25)
    return (*choice.days * 2, *_around(birthday), "2025-02-28", *MISSING * 5)


def _cells(choice: Choice) -> dict[str, dict[str, tuple[str | None, ...]]]:
    """Table and column to the values that are drawn from."""
    days = choice.days
    child = {"LAchildID": choice.children}
    episode = {**child, "CINdetailsID": choice.episodes}
    assessment = {**episode, "AssessmentID": choice.ordinals}
    plan = {**episode, "CPPID": choice.ordinals}
    ends = (*days, *MISSING * 3)
    categories = ("NEG", "PHY", "SAB", "EMO", "MUL", "neg", "XXX", *MISSING)
    return {
        "ChildIdentifiers": {
            "LAchildID": (*choice.children * 8, *IDENTIFIERS),
            "UPN": (*UPNS, *MISSING * 3),
            "FormerUPN": (*UPNS, *MISSING * 3),
            "UPNunknown": NO_UPN,
            "PersonBirthDate": _births(choice),
            "ExpectedPersonBirthDate": _births(choice),
            "GenderCurrent": ("0", "1", "1", "2", "9", "3", "00", *MISSING),
            "Sex": ("M", "F", "U", "u", "0", *MISSING),
            "PersonDeathDate": ends,
        },
        "ChildCharacteristics": {
            **child,
            "Ethnicity": ("WBRI", "MOTH", "wbri", "XXXX", " WBRI", *MISSING),
        },
        "Disabilities": {**child, "Disability": DISABILITIES},
        "CINdetails": {
            **episode,
            "CINreferralDate": _referrals(choice),
            "ReferralSource": ("1A", "10", "1a", "5E", *MISSING),
            "PrimaryNeedCode": ("N0", "N9", "n1", "N10", *MISSING),
            "CINclosureDate": _closures(choice),
            "ReasonForClosure": REASONS,
            "DateOfInitialCPC": ends,
            "ReferralNFA": FLAGS,
        },
        "Assessments": {
            **assessment,
            "AssessmentActualStartDate": days,
            "AssessmentAuthorisationDate": ends,
        },
        "AssessmentFactorsList": {**assessment, "AssessmentFactor": FACTORS},
        "CINplanDates": {
            **episode,
            "CINPlanStartDate": days,
            "CINPlanEndDate": ends,
        },
        "Section47": {
            **episode,
            "S47ActualStartDate": days,
            "InitialCPCtarget": days,
            "DateOfInitialCPC": ends,
            "ICPCnotRequired": FLAGS,
        },
        "ChildProtectionPlans": {
            **plan,
            "CPPstartDate": days,
            "CPPendDate": ends,
            "InitialCategoryOfAbuse": categories,
            "LatestCategoryOfAbuse": categories,
            "NumberOfPreviousCPP": ("0", "1", "-1", "1.0", "x", "12345678901", None),
        },
        "Reviews": {**plan, "CPPreviewDate": days},
    }


def _table(
    columns: Mapping[str, tuple[str | None, ...]], lengths: tuple[int, int]
) -> st.SearchStrategy[Rows]:
    row = st.tuples(*map(st.sampled_from, columns.values()))
    rows = st.lists(row, min_size=lengths[0], max_size=lengths[1])
    return rows.map(
        lambda drawn: [dict(zip(columns, each, strict=True)) for each in drawn]
    )


@cache
def _tables(
    make: Callable[[date], Choice], end: date
) -> dict[str, st.SearchStrategy[Rows | None]]:
    """Table to what draws its rows; None is a table that the return lacks."""
    choice = make(end)
    tables = {}
    for table, cells in _cells(choice).items():
        columns = {n: choice.values.get(n, values) for n, values in cells.items()}
        rows = _table(columns, choice.lengths)
        if not choice.is_whole:
            usual = st.integers(1, 20)
            rows = usual.flatmap(partial(_damaged, rows))
        if not choice.tables or table in choice.tables:
            tables[table] = rows
    return tables


def _damaged(
    rows: st.SearchStrategy[Rows], chance: int
) -> st.SearchStrategy[Rows | None]:
    return {19: rows.map(_without_episodes), 20: st.none()}.get(chance, rows)


def _without_episodes(rows: Rows) -> Rows:
    """The rows of a table that came without the column CINdetailsID."""
    return [{n: v for n, v in row.items() if n != "CINdetailsID"} for row in rows]


def _headers(year: int, end: date) -> tuple[Rows | None, ...]:
    """Headers that all name the same census period; and none."""
    right = {"Year": str(year), "ReferenceDate": str(end)}
    if (end.month, end.day) != (3, 31):
        return ([right],)
    wrong = [
        {"Year": each, "ReferenceDate": str(end)}
        for each in (str(year - 1), "x", f" {year}", f"0{year}", None)
    ]
    unread = [{"Year": str(year), "ReferenceDate": each} for each in (None, "x", "")]
    return (None, [], [right], [right], *([each] for each in wrong + unread))


@st.composite
def _returns(draw: Callable[..., Any], make: Callable[[date], Choice]) -> MadeUp:
    year = draw(st.sampled_from(YEARS))
    usual = (date(year, 3, 31),) * 5
    end = draw(st.sampled_from((*usual, date(year, 3, 1), date(year, 2, 28))))
    drawn = {"Header": draw(st.sampled_from(_headers(year, end)))}
    for table, rows in _tables(make, end).items():
        drawn[table] = draw(rows)
    tables = {table: rows for table, rows in drawn.items() if rows is not None}
    # A return without any table is no return.
    return MadeUp(year=year, tables=tables or {"Header": []})


def _messy(end: date) -> Choice:
    return Choice(
        end=end,
        days=_edges(end),
        children=("C1", "C1", "C1", "C2", "c1", "C1 ", *MISSING),
        episodes=("1", "1", "1", "1", "2", *MISSING),
        ordinals=("1", "1", "1", "2", *MISSING),
        is_whole=False,
    )


def _joined(end: date) -> Choice:
    days = (*_around(end - timedelta(days=100)), *_edges(end))
    return Choice(end=end, days=days, lengths=(1, 2))


def _clashing(end: date) -> Choice:
    middle = end - timedelta(days=100)
    return replace(
        _joined(end),
        days=(*_around(middle), *_around(end)[1:], None),
        children=("C1", "C1", "C1", "C2"),
        episodes=("1", "1", "1", "2", "2", None),
        ordinals=("1", "2"),
        lengths=(1, 4),
    )


def _repeating(end: date) -> Choice:
    return replace(
        _clashing(end),
        days=(str(end), None, None),
        children=("C1", "C1", "C2", None),
        episodes=("1", "2"),
        lengths=(3, 8),
        values={"UPN": (*UPNS[:2], None), "ReferralNFA": FLAGS[:5]},
    )


def _alike(end: date, *tables: str) -> Choice:
    """The same faults again and again, so that it shows which make one finding."""
    early, middle, late = _around(end - timedelta(days=400))
    return replace(
        _joined(end),
        days=(early, middle, late, None),
        children=("C1", "C2"),
        episodes=("1", "1", "2", None),
        ordinals=("1", "1", "2"),
        lengths=(6, 12),
        tables=tables,
        values={
            "LAchildID": ("C1", "C1", "C2", "C2", None),
            "UPN": UPNS[:3],
            "UPNunknown": ("UN7",),
            "PersonBirthDate": (late, late, late, str(end), None),
            "ExpectedPersonBirthDate": (early, late, str(end)),
            "PersonDeathDate": (early, late, "2000-01-01"),
            "Disability": ("XXX", "MOB", "NONE"),
            "CINreferralDate": (early, late, late, "2000-01-01"),
            "CINclosureDate": (early, early, late, None),
            "DateOfInitialCPC": (middle, late, None),
            "AssessmentAuthorisationDate": (early, middle, None),
            "CINPlanEndDate": (early, middle, late, None),
            "CPPendDate": (late, None),
            "ReasonForClosure": ("RC8", "RC9", "RC2", None),
            "ReferralNFA": ("0", "0", "false", "1", "true"),
            "ICPCnotRequired": ("0", "0", "1", None),
            "PrimaryNeedCode": ("N1", None, None),
            "AssessmentFactor": ("1A", "21", "18A", "18A"),
        },
    )


def _alike_children(end: date) -> Choice:
    return _alike(end, "ChildIdentifiers", "CINdetails", "Disabilities")


def _alike_assessments(end: date) -> Choice:
    return _alike(end, "CINdetails", "Assessments", "AssessmentFactorsList")


def _alike_plans(end: date) -> Choice:
    plans = ("CINplanDates", "ChildProtectionPlans", "Reviews")
    work = ("CINdetails", "Assessments", "Section47")
    return _alike(end, "ChildIdentifiers", *work, *plans)


def _assessed(end: date) -> Choice:
    start = months_after(end, -12) + timedelta(days=1)
    return replace(
        _joined(end),
        episodes=("1", "2"),
        ordinals=("1", "1", "1", "2"),
        lengths=(2, 6),
        tables=("CINdetails", "Assessments", "AssessmentFactorsList"),
        values={
            "AssessmentAuthorisationDate": (*_around(start, end), None),
            "AssessmentFactor": ("21", "21", "1A", "1A", "18A", "19A", "19a", None),
        },
    )


def _enquired(end: date) -> Choice:
    start = months_after(end, -12) + timedelta(days=1)
    return replace(
        _joined(end),
        lengths=(1, 4),
        tables=("CINdetails", "Assessments", "Section47"),
        values={
            "S47ActualStartDate": _around(start, end, nth_working_day_before(end, 14)),
            "DateOfInitialCPC": (*MISSING * 8, *_around(end)),
            "ICPCnotRequired": ("0", "0", "false", "False", "1", None),
        },
    )


def _grown(end: date) -> Choice:
    ages = (date(end.year - 6, 8, 31), years_after(end, -6), years_after(end, -25))
    return replace(
        _joined(end),
        lengths=(2, 6),
        tables=("ChildIdentifiers", "CINdetails"),
        values={
            "LAchildID": ("C1", "C1", "C1", "C2"),
            "UPN": (*MISSING, UPNS[0]),
            "UPNunknown": NO_UPN,
            "PersonBirthDate": (*_around(*ages), "2000-02-29", "2001-02-28"),
            "CINclosureDate": (*_around(end), "2025-02-28", "2025-03-01", None),
            "ReferralNFA": ("0", "False", "TRUE"),
        },
    )


def _planned(end: date) -> Choice:
    return replace(
        _clashing(end),
        episodes=("1", "1", "1", "2"),
        ordinals=("1",),
        lengths=(1, 3),
        tables=(
            *("CINdetails", "Section47", "CINplanDates"),
            *("ChildProtectionPlans", "Reviews", "ChildIdentifiers"),
        ),
    )


def _disabled(end: date) -> Choice:
    codes = ("MOB", "HAND", "PC", "INC", "COMM", "LD", "HEAR", "VIS", "none", "NONE")
    return replace(
        _joined(end),
        children=("C1", "C2", "C3", "C4", None),
        lengths=(12, 18),
        tables=("Disabilities",),
        values={"Disability": (*codes, "XXX", None)},
    )


# How often ten are drawn of each kind.
KINDS: dict[str, tuple[Callable[[date], Choice], int]] = {
    "messy": (_messy, 9),
    "joined": (_joined, 5),
    "clashing": (_clashing, 3),
    "repeating": (_repeating, 3),
    "alike children": (_alike_children, 4),
    "alike assessments": (_alike_assessments, 5),
    "alike plans": (_alike_plans, 5),
    "assessed": (_assessed, 4),
    "enquired": (_enquired, 3),
    "grown": (_grown, 4),
    "planned": (_planned, 3),
    "disabled": (_disabled, 2),
}


def made_up_returns() -> dict[str, MadeUp]:
    """Id to return, of every kind; the same ones every time."""
    return {
        f"{kind} {number}": made
        for kind, (make, runs) in KINDS.items()
        for number, made in enumerate(_drawn(_returns(make), runs), start=1)
    }


def _drawn(strategy: st.SearchStrategy[MadeUp], runs: int) -> list[MadeUp]:
    """Draws them all first, for a check of one return takes as long as of all.

    In runs of ten, because Hypothesis makes variations of earlier ones after that. The
    first of each run is the simplest of all and left out.
    """
    drawn: list[MadeUp] = []
    for number in range(runs):
        drawn += _ten(strategy, number)[1:]
    return drawn


def _ten(strategy: st.SearchStrategy[MadeUp], number: int) -> list[MadeUp]:
    drawn = []

    @seed(number)
    @settings(
        max_examples=10,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def note(made: MadeUp) -> None:
        drawn.append(made)

    note()
    return drawn
