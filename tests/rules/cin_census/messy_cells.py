"""What the cells of made-up returns are drawn from: right, wrong, odd and missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from cin_census.days import months_after, nth_working_day_before, years_after

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


def around(*days: date) -> tuple[str, ...]:
    """Each of some days, the day before it and the day after."""
    span = (-1, 0, 1)
    return tuple(str(day + timedelta(days=each)) for day in days for each in span)


def edges(end: date) -> tuple[str | None, ...]:
    """The limits of a census period, and days that are missing."""
    start = months_after(end, -12) + timedelta(days=1)
    cut_offs = (nth_working_day_before(end, 44), nth_working_day_before(end, 14))
    return (*around(start, end, *cut_offs), *UNREADABLE[:3], *MISSING * 3)


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
    return (*choice.days, *around(*ages), *MISSING * 6, "2000-02-29")


def _referrals(choice: Choice) -> tuple[str | None, ...]:
    start = months_after(choice.end, -12) + timedelta(days=1)
    limits = (nth_working_day_before(start, 1), date(2013, 4, 1))
    return (*choice.days * 2, *around(*limits))


def _closures(choice: Choice) -> tuple[str | None, ...]:
    birthday = years_after(years_after(choice.end, -25), 25)
    return (*choice.days * 2, *around(birthday), "2025-02-28", *MISSING * 5)


def cells_of(choice: Choice) -> dict[str, dict[str, tuple[str | None, ...]]]:
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
        "PreProceedings": {
            **episode,
            "PPStartDate": ends,
            "LBPSentDate": ends,
            "FGDMMeetingOffer": FLAGS,
            "FGDMMeetingFac": FLAGS,
            "InitialPPMeetingDate": ends,
            "ReviewMeetingsCount": ("0", "2", "x", *MISSING),
            "StepDecisionDate": ends,
            "PPOutcome": ("A", "B", "C", "a", "D", " A", *MISSING),
            "CourtAppDate": ends,
            "LetterInitCPDate": ends,
        },
    }
