"""The kinds of made-up returns.

`messy` has everything from everywhere. The other kinds leave less to chance, so that
records meet: `joined` is one child with one episode, `clashing` has records of few
days, `repeating` and `alike` repeat themselves; and the rest are of one subject.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from messy_cells import FLAGS, MISSING, NO_UPN, UPNS, Choice, around, edges

from cin_census.days import months_after, nth_working_day_before, years_after


def _messy(end: date) -> Choice:
    return Choice(
        end=end,
        days=edges(end),
        children=("C1", "C1", "C1", "C2", "c1", "C1 ", *MISSING),
        episodes=("1", "1", "1", "1", "2", *MISSING),
        ordinals=("1", "1", "1", "2", *MISSING),
        is_whole=False,
    )


def _joined(end: date) -> Choice:
    days = (*around(end - timedelta(days=100)), *edges(end))
    return Choice(end=end, days=days, lengths=(1, 2))


def _clashing(end: date) -> Choice:
    middle = end - timedelta(days=100)
    return replace(
        _joined(end),
        days=(*around(middle), *around(end)[1:], None),
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
    early, middle, late = around(end - timedelta(days=400))
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
            "AssessmentAuthorisationDate": (*around(start, end), None),
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
            "S47ActualStartDate": around(start, end, nth_working_day_before(end, 14)),
            "DateOfInitialCPC": (*MISSING * 8, *around(end)),
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
            "PersonBirthDate": (*around(*ages), "2000-02-29", "2001-02-28"),
            "CINclosureDate": (*around(end), "2025-02-28", "2025-03-01", None),
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
