"""Figures of several indicators that cannot all be right, each with a twin that can."""

import pytest
from small_reports import (
    YEAR,
    Report,
    check_reports,
    compared,
    on,
    row,
    told,
    verdicts_of,
)

DAY = "2025-03-31"
BEFORE = "2024-03-31"
MARCH = ("2025-03-01", "2025-03-31")


def year(indicator_id, value, **cells):
    return row(indicator_id, "year", YEAR, value, **cells)


def year_2018(indicator_id, value, **cells):
    return row(indicator_id, "year", ("2017-04-01", "2018-03-31"), value, **cells)


def in_month(indicator_id, value, **cells):
    return row(indicator_id, "month", MARCH, value, **cells)


def contacts_a_day(mean, **cells):
    """2,100 contacts of a month with 21 working days, and a mean without its count."""
    return (
        in_month("contacts", "2100", **cells),
        in_month("contacts_per_working_day", mean),
    )


def stocks(end, **cells):
    """Children looked after at two ends of a month, and those who came and left."""
    return (
        on("cla_at_year_end", "2025-05-31", "2000"),
        on("cla_at_year_end", "2025-06-30", end, **cells),
        row("cla_starts", "month", ("2025-06-01", "2025-06-30"), "50"),
        row("cla_ceased", "month", ("2025-06-01", "2025-06-30"), "90"),
    )


def plans(end):
    """Plans at two ends of a month; those that ended stand below another line."""
    return (
        on("cpp_at_year_end", "2025-05-31", "300"),
        on("cpp_at_year_end", "2025-06-30", end),
        row("cpp_starts", "month", ("2025-06-01", "2025-06-30"), "30"),
        row(
            "cpp_two_years_ended",
            "month",
            ("2025-06-01", "2025-06-30"),
            "5",
            numerator="1",
            denominator="20",
        ),
    )


REPORTS = {
    "conversion": Report(
        authority="831",
        figures=(
            in_month("contacts", "1000"),
            in_month("referrals", "300"),
            in_month("contact_to_referral", "45"),
        ),
    ),
    "conversion-twin": Report(
        authority="831",
        figures=(
            in_month("contacts", "1000"),
            in_month("referrals", "304"),
            in_month("contact_to_referral", "30"),
        ),
    ),
    "conversion-local": Report(
        authority="831",
        figures=(
            in_month("contacts", "1000"),
            in_month("referrals", "300"),
            in_month("contact_to_referral", "45", definition="local"),
        ),
    ),
    "conversion-own-count": Report(
        authority="831",
        figures=(
            in_month("contacts", "1000"),
            in_month("contact_to_referral", "45", numerator="300"),
        ),
    ),
    "conversion-assumed": Report(
        authority="831",
        figures=(
            in_month("contacts", "1000"),
            in_month("referrals", "300"),
            in_month("contact_to_referral", "45", period_basis="assumed"),
        ),
    ),
    "mean": Report(figures=contacts_a_day("90")),
    "mean-twin": Report(figures=contacts_a_day("100")),
    "mean-assumed": Report(figures=contacts_a_day("90", period_basis="assumed")),
    "days": Report(
        authority="887",
        figures=(
            in_month("icpc_0_to_10_days", "10"),
            in_month("icpc_11_to_15_days", "30"),
            in_month("icpc_within_15_days", "90", denominator="50"),
        ),
    ),
    "days-twin": Report(
        authority="887",
        figures=(
            in_month("icpc_0_to_10_days", "10"),
            in_month("icpc_11_to_15_days", "30"),
            in_month("icpc_within_15_days", "80", denominator="50"),
        ),
    ),
    "days-of-conferences": Report(
        authority="887",
        figures=(
            in_month("icpc_held", "50"),
            in_month("icpc_0_to_10_days", "10"),
            in_month("icpc_11_to_15_days", "30"),
            in_month("icpc_within_15_days", "90"),
        ),
    ),
    "days-of-one-kind": Report(
        authority="887",
        figures=(
            in_month("icpc_0_to_10_days", "10"),
            in_month("icpc_within_15_days", "90", denominator="50"),
        ),
    ),
    "activity": Report(
        figures=(
            on("care_leavers_eet", "2025-06-30", "73"),
            on("care_leavers_neet", "2025-06-30", "35"),
        )
    ),
    "activity-twin": Report(
        figures=(
            on("care_leavers_eet", "2025-06-30", "65"),
            on("care_leavers_neet", "2025-06-30", "35"),
        )
    ),
    "activity-rounded": Report(
        figures=(
            on("care_leavers_eet", "2025-06-30", "66"),
            on("care_leavers_neet", "2025-06-30", "35"),
        )
    ),
    # Medway's of 2025 are published: 56 and 35.
    "activity-published": Report(
        authority="887",
        figures=(
            on("care_leavers_eet", DAY, "56"),
            on("care_leavers_neet", DAY, "53"),
        ),
    ),
    "activity-assumed": Report(
        figures=(
            on("care_leavers_eet", "2025-06-30", "73"),
            on("care_leavers_neet", "2025-06-30", "35", period_basis="assumed"),
        )
    ),
    "area": Report(
        figures=(
            on("cla_placed_outside_area", "2025-06-30", "40"),
            on("cla_placed_within_area", "2025-06-30", "75"),
        )
    ),
    "grades": Report(
        figures=(
            in_month("case_audits_good_or_better", "60"),
            in_month("case_audits_requires_improvement", "40"),
            in_month("case_audits_inadequate", "20"),
        )
    ),
    "grades-twin": Report(
        figures=(
            in_month("case_audits_good_or_better", "60"),
            in_month("case_audits_requires_improvement", "30"),
            in_month("case_audits_inadequate", "10"),
        )
    ),
    "subset": Report(
        figures=(
            on("cla_placed_outside_area", "2025-06-30", "5"),
            on("cla_placed_over_20_miles_outside", "2025-06-30", "8"),
        )
    ),
    "subset-twin": Report(
        figures=(
            on("cla_placed_outside_area", "2025-06-30", "18"),
            on("cla_placed_over_20_miles_outside", "2025-06-30", "8"),
        )
    ),
    "subset-rounded": Report(
        figures=(
            on("cla_placed_outside_area", "2025-06-30", "8"),
            on("cla_placed_over_20_miles_outside", "2025-06-30", "8.4"),
        )
    ),
    "subset-of-others": Report(
        figures=(
            on("cla_placed_outside_area", "2025-06-30", "5", denominator="400"),
            on(
                "cla_placed_over_20_miles_outside",
                "2025-06-30",
                "8",
                denominator="50",
            ),
        )
    ),
    "subset-published": Report(
        authority="831",
        figures=(
            on("cla_placed_outside_area", DAY, "20"),
            on("cla_placed_over_20_miles_outside", DAY, "34"),
        ),
    ),
    "stock": Report(authority="330", figures=stocks("2100")),
    "stock-twin": Report(authority="330", figures=stocks("1960")),
    "stock-nearly": Report(authority="330", figures=stocks("1966")),
    "stock-assumed": Report(
        authority="330", figures=stocks("2100", period_basis="assumed")
    ),
    "plans": Report(authority="887", figures=plans("350")),
    "plans-twin": Report(authority="887", figures=plans("310")),
    # 63,758 to 63,912 children, and 63,548 to 63,715.
    "rates": Report(
        authority="887",
        report_date="2018-06-05",
        figures=(
            year_2018("referral_rate", "412", numerator="2630"),
            year_2018("cin_start_rate", "380", numerator="2418"),
        ),
    ),
    "rates-twin": Report(
        authority="887",
        report_date="2018-06-06",
        figures=(
            year_2018("referral_rate", "412", numerator="2630"),
            year_2018("cin_start_rate", "379", numerator="2418"),
        ),
    ),
    "rates-one-published": Report(
        authority="831",
        figures=(
            year("referral_rate", "572.7", numerator="3557"),
            year("cin_start_rate", "330.0", numerator="2100"),
        ),
    ),
}

U, N, C = "untestable", "contradicted", "confirmed"

VERDICTS = {
    "mean": [U, N],
    "mean-twin": [U, C],
    "mean-assumed": [U, U],
    "conversion": [U, U, N],
    "conversion-twin": [U, U, C],
    "conversion-local": [U, U, U],
    "conversion-own-count": [U, N],
    "conversion-assumed": [U, U, U],
    "days": [U, U, N],
    "days-twin": [U, U, C],
    "days-of-conferences": [U, U, U, N],
    "days-of-one-kind": [U, U],
    "activity": [N, N],
    "activity-twin": [U, U],
    "activity-rounded": [U, U],
    "activity-published": [C, N],
    "activity-assumed": [U, U],
    "area": [N, N],
    "grades": [U, U, U],
    "grades-twin": [U, U, U],
    "subset": [N, N],
    "subset-twin": [U, U],
    "subset-rounded": [U, U],
    "subset-of-others": [U, U],
    "subset-published": [N, C],
    "stock": [U, N, U, U],
    "stock-twin": [U, U, U, U],
    "stock-nearly": [U, U, U, U],
    "stock-assumed": [U, U, U, U],
    "plans": [U, N, U, C],
    "plans-twin": [U, U, U, C],
}


@pytest.fixture(scope="module")
def result(new_database, tmp_path_factory):
    return check_reports(
        new_database(tmp_path_factory.mktemp("relations") / "w.duckdb"), REPORTS
    )


@pytest.mark.parametrize("name", VERDICTS)
def test_figures_that_do_not_fit_are_contradicted_and_others_not(result, name):
    assert verdicts_of(result, name) == VERDICTS[name]


def test_shares_of_which_one_is_published_blame_the_other(result):
    (message,) = told(result, "activity-published", "shares_apart")
    assert message == (
        "Care leavers not in education, employment or training: the other shares leave "
        "44% and the figure is 53%, 9 percentage points more (tolerance 1: rounding of "
        "each of them); the 2 shares of the same children add to more than 100%. "
        "Correct it."
    )
    assert compared(result, "activity-published", 1, "shares_apart")["status"] == (
        "untestable"
    )


def test_three_shares_that_add_to_more_are_in_question_together(result):
    found = [compared(result, "grades", number, "shares_apart") for number in (1, 2, 3)]
    assert {(each["status"], each["severity"]) for each in found} == {
        ("in_question", "error")
    }
    assert len(told(result, "grades", "shares_apart")) == 3


@pytest.mark.parametrize(
    ("name", "comparison", "message"),
    [
        pytest.param(
            "conversion",
            "ratio_of_counts",
            "Contacts that became a referral: counts of the report give 30% and the "
            "figure is 45%, 15 percentage points more (tolerance 0.5: rounding to a "
            "whole number); 300 of 1,000. Correct it.",
            id="ratio",
        ),
        pytest.param(
            "days",
            "ratio_of_counts",
            "Initial conferences within 15 working days: counts of the report give 80% "
            "and the figure is 90%, 10 percentage points more (tolerance 0.5: rounding "
            "to a whole number); 40 of 50. Correct it.",
            id="parts",
        ),
        pytest.param(
            "stock",
            "stock_and_flow",
            "Children looked after at the period end: the start and who came and left "
            "give 1,960 and the figure is 2,100, 140 more (tolerance 19: one in ten of "
            "who came and left and 5 more, which no authority's published figures "
            "exceed); 2,000 at the start (row 1), 50 who came and 90 who left. Correct "
            "it or say why.",
            id="stock",
        ),
    ],
)
def test_message_gives_the_figures_it_follows_from(result, name, comparison, message):
    assert told(result, name, comparison) == [message]


def test_two_rates_without_a_population_in_common_are_in_question(result):
    found = [
        compared(result, "rates", number, "rates_of_one_population")
        for number in (1, 2)
    ]
    assert {(each["status"], each["severity"]) for each in found} == {
        ("in_question", "query")
    }
    assert round(found[0]["stated_value"]) == round(found[1]["expected_value"]) == 63835
    assert len(told(result, "rates", "rates_of_one_population")) == 2


@pytest.mark.parametrize("number", [1, 2])
def test_two_rates_with_a_population_in_common_are_not_told(result, number):
    found = compared(result, "rates-twin", number, "rates_of_one_population")
    assert found["status"] is None


def test_rate_as_published_is_not_the_one_in_question(result):
    assert verdicts_of(result, "rates-one-published") == ["confirmed", "contradicted"]
