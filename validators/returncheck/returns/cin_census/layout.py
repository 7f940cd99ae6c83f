"""Tables and columns of the CIN census, return years 2017 to 2027.

Element paths belong to the reader, value checks to the contract.

Source:
    DfE, Children in need census guide and its XML schema, 2016-17 to 2025-26; for
    2026-27 the public draft, whose module 5 is provisional.
"""

from returncheck.returns.tables import Column, Kind, Layout, Table

# Required on ChildIdentifiers only: one missing identifier is one fault, although
# the reader copies it to every table of the child.
_CHILD = Column(name="LAchildID", identifies=True)
_EPISODE = Column(name="CINdetailsID")


def _upn(name: str) -> Column:
    return Column(
        name=name,
        pattern=r"[A-Za-z]\d{11}(\d|[A-Za-z])",
        form="a letter, 11 digits, and a digit or a letter",
        identifies=True,
    )


def _date(name: str, *, required: bool = False, personal: bool = False) -> Column:
    return Column(name=name, kind=Kind.DATE, required=required, personal=personal)


LAYOUT = Layout(
    collection="cin_census",
    title="CIN census",
    first_year=2017,
    latest_year=2027,
    provisional_years=(2027,),
    tables=(
        Table(
            name="Header",
            columns=(
                Column(name="Collection", code_list="collection"),
                Column(name="Year", kind=Kind.YEAR),
                Column(name="ReferenceDate", kind=Kind.DATE, is_period_end=True),
                Column(name="SourceLevel", code_list="source_level"),
                Column(
                    name="LEA", required=True, pattern=r"\d{3}", form="three digits"
                ),
                Column(name="SoftwareCode"),
                Column(name="Release"),
                Column(
                    name="SerialNo", pattern=r"\d{3}\d*", form="three digits or more"
                ),
                Column(name="DateTime", kind=Kind.DATETIME),
            ),
        ),
        Table(
            name="ChildIdentifiers",
            child_id="LAchildID",
            columns=(
                Column(name="LAchildID", required=True, identifies=True),
                _upn("UPN"),
                _upn("FormerUPN"),
                Column(name="UPNunknown", code_list="upn_unknown"),
                _date("PersonBirthDate", personal=True),
                _date("ExpectedPersonBirthDate", personal=True),
                Column(
                    name="GenderCurrent",
                    required=True,
                    code_list="gender_current",
                    last_year=2024,
                ),
                Column(name="Sex", required=True, code_list="sex", first_year=2025),
                _date("PersonDeathDate", personal=True),
            ),
        ),
        Table(
            name="ChildCharacteristics",
            child_id="LAchildID",
            columns=(
                _CHILD,
                Column(name="Ethnicity", required=True, code_list="ethnicity"),
            ),
        ),
        Table(
            name="Disabilities",
            child_id="LAchildID",
            columns=(
                _CHILD,
                Column(name="Disability", required=True, code_list="disability"),
            ),
        ),
        Table(
            name="CINdetails",
            child_id="LAchildID",
            episode_id="CINdetailsID",
            columns=(
                _CHILD,
                _EPISODE,
                _date("CINreferralDate", required=True),
                Column(
                    name="ReferralSource", required=True, code_list="referral_source"
                ),
                Column(name="PrimaryNeedCode", code_list="primary_need"),
                _date("CINclosureDate"),
                Column(name="ReasonForClosure", code_list="reason_for_closure"),
                _date("DateOfInitialCPC"),
                Column(name="ReferralNFA", kind=Kind.FLAG, required=True),
            ),
        ),
        Table(
            name="Assessments",
            child_id="LAchildID",
            episode_id="CINdetailsID",
            columns=(
                _CHILD,
                _EPISODE,
                Column(name="AssessmentID"),
                _date("AssessmentActualStartDate", required=True),
                _date("AssessmentInternalReviewDate"),
                _date("AssessmentAuthorisationDate"),
            ),
        ),
        Table(
            name="AssessmentFactorsList",
            child_id="LAchildID",
            episode_id="CINdetailsID",
            columns=(
                _CHILD,
                _EPISODE,
                Column(name="AssessmentID"),
                Column(
                    name="AssessmentFactor",
                    required=True,
                    code_list="assessment_factor",
                ),
            ),
        ),
        Table(
            name="CINplanDates",
            child_id="LAchildID",
            episode_id="CINdetailsID",
            first_year=2022,
            columns=(
                _CHILD,
                _EPISODE,
                _date("CINPlanStartDate", required=True),
                _date("CINPlanEndDate"),
            ),
        ),
        Table(
            name="Section47",
            child_id="LAchildID",
            episode_id="CINdetailsID",
            columns=(
                _CHILD,
                _EPISODE,
                _date("S47ActualStartDate", required=True),
                _date("InitialCPCtarget"),
                _date("DateOfInitialCPC"),
                Column(name="ICPCnotRequired", kind=Kind.FLAG, required=True),
            ),
        ),
        Table(
            name="ChildProtectionPlans",
            child_id="LAchildID",
            episode_id="CINdetailsID",
            columns=(
                _CHILD,
                _EPISODE,
                Column(name="CPPID"),
                _date("CPPstartDate", required=True),
                _date("CPPendDate"),
                Column(
                    name="InitialCategoryOfAbuse",
                    required=True,
                    code_list="category_of_abuse",
                ),
                Column(
                    name="LatestCategoryOfAbuse",
                    required=True,
                    code_list="category_of_abuse",
                ),
                Column(name="NumberOfPreviousCPP", kind=Kind.INTEGER, required=True),
            ),
        ),
        Table(
            name="Reviews",
            child_id="LAchildID",
            episode_id="CINdetailsID",
            columns=(
                _CHILD,
                _EPISODE,
                Column(name="CPPID"),
                _date("CPPreviewDate", required=True),
            ),
        ),
        Table(
            name="PreProceedings",
            child_id="LAchildID",
            episode_id="CINdetailsID",
            first_year=2027,
            columns=(
                _CHILD,
                _EPISODE,
                _date("PPStartDate"),
                _date("LBPSentDate"),
                Column(name="FGDMMeetingOffer", kind=Kind.FLAG),
                Column(name="FGDMMeetingFac", kind=Kind.FLAG),
                _date("InitialPPMeetingDate"),
                Column(name="ReviewMeetingsCount", kind=Kind.INTEGER),
                _date("StepDecisionDate"),
                Column(name="PPOutcome", code_list="pp_outcome"),
                _date("CourtAppDate"),
                _date("LetterInitCPDate"),
            ),
        ),
    ),
)
"""Every table of the CIN census in document order."""
