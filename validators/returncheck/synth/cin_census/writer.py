"""Writes the return as XML, child by child, and numbers the records as it goes."""

from collections.abc import Iterator
from datetime import date
from typing import TextIO
from xml.sax.saxutils import escape

from returncheck.synth.cin_census.census import FIRST_YEAR_WITH_SEX
from returncheck.synth.cin_census.records import (
    Assessment,
    Child,
    CinPlan,
    Enquiry,
    Episode,
    PreProceedings,
    ProtectionPlan,
    Table,
    record_counts,
)

_INDENT = "  "


class CensusWriter:
    """Streams one return to a text file.

    Args:
        file: An open text file; lines end as its `newline` says.
        authority: Three digits.
        year: Return year; decides the layout.
        reference_date: As the header shows it; None when it lacks one.
    """

    def __init__(
        self, file: TextIO, *, authority: str, year: int, reference_date: date | None
    ) -> None:
        self._file = file
        self._year = year
        self._counts = {str(table): 0 for table in Table}
        self._counts[Table.HEADER] = 1
        file.write(
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            "<Message>\n"
            f"{_header(authority, year, reference_date)}"
            f"{_INDENT}<Children>\n"
        )

    @property
    def counts(self) -> dict[str, int]:
        """Records written so far, by table."""
        return dict(self._counts)

    def row_number(self, table: str, index: int) -> int:
        """Row number that a record of the next child will have.

        Args:
            table: The record's table.
            index: Its place among the child's records of that table, from 0.

        Returns:
            Position within the table in the file, from 1.
        """
        return self._counts[table] + index + 1

    def write(self, child: Child) -> None:
        """Write one child."""
        self._file.write(_child(child, self._year))
        for table, count in record_counts(child).items():
            self._counts[table] += count

    def finish(self) -> None:
        """Write the end of the document; the file stays open."""
        self._file.write(f"{_INDENT}</Children>\n</Message>\n")


def _header(authority: str, year: int, reference_date: date | None) -> str:
    collection = (
        _leaf("Collection", "CIN")
        + _leaf("Year", str(year))
        + _leaf("ReferenceDate", reference_date)
    )
    source = (
        _leaf("SourceLevel", "L")
        + _leaf("LEA", authority)
        + _leaf("SoftwareCode", "Returncheck synthetic data")
        + _leaf("Release", "1.0")
        + _leaf("SerialNo", "001")
        + _leaf("DateTime", f"{year}-05-01T09:00:00")
    )
    return (
        f"{_INDENT}<Header>\n"
        f"{_INDENT * 2}<CollectionDetails>{collection}</CollectionDetails>\n"
        f"{_INDENT * 2}<Source>{source}</Source>\n"
        f"{_INDENT}</Header>\n"
    )


def _child(child: Child, year: int) -> str:
    sex = "Sex" if year >= FIRST_YEAR_WITH_SEX else "GenderCurrent"
    identifiers = (
        f"<LAchildID>{escape(child.identifier or '')}</LAchildID>"
        + _leaf("UPN", child.upn)
        + _leaf("FormerUPN", child.former_upn)
        + _leaf("UPNunknown", child.upn_unknown)
        + _leaf("PersonBirthDate", child.birth)
        + _leaf("ExpectedPersonBirthDate", child.expected_birth)
        + _leaf(sex, child.sex)
        + _leaf("PersonDeathDate", child.death)
    )
    disabilities = "".join(_leaf("Disability", code) for code in child.disabilities)
    characteristics = _leaf("Ethnicity", child.ethnicity) + _branch(
        "Disabilities", disabilities
    )
    lines = [
        f"<ChildIdentifiers>{identifiers}</ChildIdentifiers>",
        f"<ChildCharacteristics>{characteristics}</ChildCharacteristics>",
    ]
    for episode in child.episodes:
        lines.append("<CINdetails>")
        lines.extend(_INDENT + line for line in _episode(episode))
        lines.append("</CINdetails>")
    body = "".join(f"{_INDENT * 3}{line}\n" for line in lines)
    return f"{_INDENT * 2}<Child>\n{body}{_INDENT * 2}</Child>\n"


def _episode(episode: Episode) -> Iterator[str]:
    yield (
        _leaf("CINreferralDate", episode.referral)
        + _leaf("ReferralSource", episode.source)
        + _leaf("PrimaryNeedCode", episode.need)
        + _leaf("CINclosureDate", episode.closure)
        + _leaf("ReasonForClosure", episode.reason)
        + _leaf("DateOfInitialCPC", episode.transfer_conference)
    )
    yield from map(_assessment, episode.assessments)
    yield from map(_cin_plan, episode.cin_plans)
    yield from map(_enquiry, episode.enquiries)
    unclear = episode.unclear_nfa
    yield _leaf("ReferralNFA", _flag(episode.is_nfa) if unclear is None else unclear)
    yield from map(_protection_plan, episode.protection_plans)
    yield from map(_pre_proceedings, episode.pre_proceedings)


def _assessment(assessment: Assessment) -> str:
    factors = "".join(_leaf("AssessmentFactors", code) for code in assessment.factors)
    return _branch(
        "Assessments",
        _leaf("AssessmentActualStartDate", assessment.start)
        + _leaf("AssessmentInternalReviewDate", assessment.reviewed)
        + _leaf("AssessmentAuthorisationDate", assessment.authorised)
        + _branch("FactorsIdentifiedAtAssessment", factors),
    )


def _cin_plan(plan: CinPlan) -> str:
    return _branch(
        "CINPlanDates",
        _leaf("CINPlanStartDate", plan.start) + _leaf("CINPlanEndDate", plan.end),
    )


def _enquiry(enquiry: Enquiry) -> str:
    return _branch(
        "Section47",
        _leaf("S47ActualStartDate", enquiry.shown_start)
        + _leaf("InitialCPCtarget", enquiry.target)
        + _leaf("DateOfInitialCPC", enquiry.conference)
        + _leaf("ICPCnotRequired", _flag(enquiry.not_required)),
    )


def _protection_plan(plan: ProtectionPlan) -> str:
    reviews = "".join(_leaf("CPPreviewDate", day) for day in plan.reviews)
    reviews += _leaf("CPPreviewDate", "") * plan.undated_reviews
    return _branch(
        "ChildProtectionPlans",
        _leaf("CPPstartDate", plan.start)
        + _leaf("CPPendDate", plan.end)
        + _leaf("InitialCategoryOfAbuse", plan.initial_category)
        + _leaf("LatestCategoryOfAbuse", plan.latest_category)
        + _leaf("NumberOfPreviousCPP", str(plan.previous_plans))
        + _branch("Reviews", reviews),
    )


def _pre_proceedings(record: PreProceedings) -> str:
    return _branch(
        "PreProceedingsandFGDM",
        _leaf("PPStartDate", record.start)
        + _leaf("LBPSentDate", record.letter)
        + _leaf("FGDMMeetingOffer", _flag_if_known(record.is_offered))
        + _leaf("FGDMMeetingFac", _flag_if_known(record.is_held))
        + _leaf("InitialPPMeetingDate", record.meeting)
        + _leaf(
            "ReviewMeetingsCount",
            None if record.reviews is None else str(record.reviews),
        )
        + _leaf("StepDecisionDate", record.decision)
        + _leaf("PPOutcome", record.outcome)
        + _leaf("CourtAppDate", record.court)
        + _leaf("LetterInitCPDate", record.notice),
    )


def _flag_if_known(value: bool | None) -> str | None:
    return None if value is None else _flag(value)


def _flag(value: bool) -> str:
    return "1" if value else "0"


def _leaf(name: str, value: str | date | None) -> str:
    """An element with a value; nothing without one."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else value.isoformat()
    if "&" in text or "<" in text or ">" in text:
        text = escape(text)
    return f"<{name}>{text}</{name}>"


def _branch(name: str, inner: str) -> str:
    """An element with others inside; nothing without them."""
    return f"<{name}>{inner}</{name}>" if inner else ""
