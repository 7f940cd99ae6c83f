"""Which element of the CIN census XML becomes which row and value.

Only the shape of the file stands here. Which year has which column or table is a fact
of the layout.

Source:
    DfE, Children in need census guide and its XML schema, 2016-17 to 2025-26.
"""

from dataclasses import dataclass, field

from returncheck.returns.cin_census.layout import LAYOUT


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One element of the file, with what it may hold, in document order.

    Attributes:
        tag: Name of the element.
        table: Table of which each occurrence is a row.
        column: Column that takes the element's text.
        numbered: Key column that numbers the occurrences within their parent.
        repeats: Whether it may occur more than once in its parent.
        children: The elements it may hold.
    """

    tag: str
    table: str | None = None
    column: str | None = None
    numbered: str | None = None
    repeats: bool = False
    children: tuple["Element", ...] = ()


def _values(*tags: str) -> tuple[Element, ...]:
    return tuple(Element(tag=tag, column=tag) for tag in tags)


def _list(tag: str, table: str, column: str) -> Element:
    return Element(tag=tag, table=table, column=column, repeats=True)


_IDENTIFIERS = Element(
    tag="ChildIdentifiers",
    table="ChildIdentifiers",
    children=_values(
        "LAchildID",
        "UPN",
        "FormerUPN",
        "UPNunknown",
        "PersonBirthDate",
        "ExpectedPersonBirthDate",
        "GenderCurrent",
        "Sex",
        "PersonDeathDate",
    ),
)
_CHARACTERISTICS = Element(
    tag="ChildCharacteristics",
    table="ChildCharacteristics",
    children=(
        *_values("Ethnicity"),
        Element(
            tag="Disabilities",
            children=(_list("Disability", "Disabilities", "Disability"),),
        ),
    ),
)
_ASSESSMENTS = Element(
    tag="Assessments",
    table="Assessments",
    numbered="AssessmentID",
    repeats=True,
    children=(
        *_values(
            "AssessmentActualStartDate",
            "AssessmentInternalReviewDate",
            "AssessmentAuthorisationDate",
        ),
        Element(
            tag="FactorsIdentifiedAtAssessment",
            children=(
                _list("AssessmentFactors", "AssessmentFactorsList", "AssessmentFactor"),
            ),
        ),
    ),
)
_CIN_PLANS = Element(
    tag="CINPlanDates",
    table="CINplanDates",
    repeats=True,
    children=_values("CINPlanStartDate", "CINPlanEndDate"),
)
_SECTION_47 = Element(
    tag="Section47",
    table="Section47",
    repeats=True,
    children=_values(
        "S47ActualStartDate", "InitialCPCtarget", "DateOfInitialCPC", "ICPCnotRequired"
    ),
)
_PROTECTION_PLANS = Element(
    tag="ChildProtectionPlans",
    table="ChildProtectionPlans",
    numbered="CPPID",
    repeats=True,
    children=(
        *_values(
            "CPPstartDate",
            "CPPendDate",
            "InitialCategoryOfAbuse",
            "LatestCategoryOfAbuse",
            "NumberOfPreviousCPP",
        ),
        Element(
            tag="Reviews",
            children=(_list("CPPreviewDate", "Reviews", "CPPreviewDate"),),
        ),
    ),
)
_PRE_PROCEEDINGS = Element(
    tag="PreProceedingsandFGDM",
    table="PreProceedings",
    repeats=True,
    children=_values(
        "PPStartDate",
        "LBPSentDate",
        "FGDMMeetingOffer",
        "FGDMMeetingFac",
        "InitialPPMeetingDate",
        "ReviewMeetingsCount",
        "StepDecisionDate",
        "PPOutcome",
        "CourtAppDate",
        "LetterInitCPDate",
    ),
)
_DETAILS = Element(
    tag="CINdetails",
    table="CINdetails",
    numbered="CINdetailsID",
    repeats=True,
    children=(
        *_values(
            "CINreferralDate",
            "ReferralSource",
            "PrimaryNeedCode",
            "CINclosureDate",
            "ReasonForClosure",
            "DateOfInitialCPC",
        ),
        _ASSESSMENTS,
        _CIN_PLANS,
        _SECTION_47,
        *_values("ReferralNFA"),
        _PROTECTION_PLANS,
        _PRE_PROCEEDINGS,
    ),
)

ROOT = "Message"
"""Name of the outermost element."""

CHILDREN = "Children"
"""Name of the element in it that holds the children."""

HEADER = Element(
    tag="Header",
    table="Header",
    children=(
        Element(
            tag="CollectionDetails",
            children=_values("Collection", "Year", "ReferenceDate"),
        ),
        Element(
            tag="Source",
            repeats=True,
            children=_values(
                "SourceLevel", "LEA", "SoftwareCode", "Release", "SerialNo", "DateTime"
            ),
        ),
    ),
)
"""The header; a return has one, so it becomes one row."""

CHILD = Element(
    tag="Child",
    repeats=True,
    children=(_IDENTIFIERS, _CHARACTERISTICS, _DETAILS),
)
"""One child with everything recorded about it."""


@dataclass(slots=True, kw_only=True)
class Step:
    """An element as the walk through a file of one year needs it.

    Attributes:
        path: Full path from the root, separated by slashes.
        known: Whether the layout of the year has it.
        repeats: As in `Element`.
        bit: Mark of the element among its siblings, for seeing it twice.
        table: Table of which each occurrence is a row; None for a part of its
            parent's row.
        width: Columns of that table.
        index: Position of its text in the row; None for an element without text.
        numbered: Whether its occurrences are numbered in the next key column.
        steps: What it may hold, by tag.
    """

    path: str
    known: bool
    repeats: bool
    bit: int
    table: str | None
    width: int
    index: int | None
    numbered: bool
    steps: dict[str, "Step"] = field(default_factory=dict)


def compile_steps(element: Element, parent_path: str, year: int) -> Step:
    """The walk through an element in a return year.

    Args:
        element: `HEADER` or `CHILD`.
        parent_path: Path of the element that holds it.
        year: Year ending 31 March; later than the latest layout takes the latest.

    Returns:
        Steps that also hold the elements of other years, marked as not known.
    """
    return _compile(element, f"{parent_path}/{element.tag}", None, year, 0)


def _compile(
    element: Element, path: str, owner: str | None, year: int, position: int
) -> Step:
    table_name = element.table or owner
    known, index, width = True, None, 0
    if table_name is not None:
        table = LAYOUT.table(table_name)
        names = [column.name for column in table.columns]
        width = len(names)
        known = table.holds_in(year)
        if element.column is not None:
            index = names.index(element.column)
            known = table.column(element.column).holds_in(year)
    return Step(
        path=path,
        known=known,
        repeats=element.repeats,
        bit=1 << position,
        table=element.table,
        width=width,
        index=index,
        numbered=element.numbered is not None,
        steps={
            child.tag: _compile(child, f"{path}/{child.tag}", table_name, year, place)
            for place, child in enumerate(element.children)
        },
    )
