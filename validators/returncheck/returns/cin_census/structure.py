"""Which element of the CIN census XML becomes which row and value.

Only the shape of the file stands here. Which year has which column or table is a fact
of the layout.

Source:
    DfE, Children in need census guide and its XML schema, 2016-17 to 2025-26; for
    2026-27 the public draft of module 5.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One element of the file, with what it may hold, in document order.

    Attributes:
        tag: Name of the element.
        table: Table of which each occurrence is a row.
        column: Column that takes the element's text.
        numbered: Key column that numbers the occurrences within their parent.
        repeats: Whether it may occur more than once in its parent.
        required: Whether its parent must hold one; of an element that is a value the
            layout's column says so.
        children: The elements it may hold.
    """

    tag: str
    table: str | None = None
    column: str | None = None
    numbered: str | None = None
    repeats: bool = False
    required: bool = False
    children: tuple["Element", ...] = ()


def _values(*tags: str) -> tuple[Element, ...]:
    return tuple(Element(tag=tag, column=tag) for tag in tags)


def _list(tag: str, table: str, column: str) -> Element:
    return Element(tag=tag, table=table, column=column, repeats=True)


_IDENTIFIERS = Element(
    tag="ChildIdentifiers",
    table="ChildIdentifiers",
    required=True,
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
    required=True,
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
    required=True,
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
    required=True,
    children=(_IDENTIFIERS, _CHARACTERISTICS, _DETAILS),
)
"""One child with everything recorded about it."""
