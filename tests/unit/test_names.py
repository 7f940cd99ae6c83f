"""Official names in snake case."""

import pytest

from returncheck.returns.tables import snake_case


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("LAchildID", "la_child_id"),
        ("CINdetailsID", "cin_details_id"),
        ("CINPlanStartDate", "cin_plan_start_date"),
        ("CINplanDates", "cin_plan_dates"),
        ("UPNunknown", "upn_unknown"),
        ("FormerUPN", "former_upn"),
        ("S47ActualStartDate", "s47_actual_start_date"),
        ("Section47", "section47"),
        ("ICPCnotRequired", "icpc_not_required"),
        ("InitialCPCtarget", "initial_cpc_target"),
        ("DateOfInitialCPC", "date_of_initial_cpc"),
        ("NumberOfPreviousCPP", "number_of_previous_cpp"),
        ("CPPreviewDate", "cpp_review_date"),
        ("ReferralNFA", "referral_nfa"),
        ("LEA", "lea"),
        ("report_id", "report_id"),
    ],
)
def test_snake_case_keeps_the_words_of_the_guidance(name, expected):
    assert snake_case(name) == expected
