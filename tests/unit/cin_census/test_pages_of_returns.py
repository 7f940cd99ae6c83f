"""Which returns get a page of their own, and what its files are called."""

from dataclasses import replace

import pytest
from report_results import CENSUS, CENSUS_2018, CENSUS_2024, REPORT, result

from returncheck.report.each.pages import has_many_pages, pages_of_returns
from returncheck.settings.config import ReturnPages

CODES = ("887", "870", "301", "302", "303", "304")


def census(la_code, year=2025, **changes):
    usual = {
        "return_id": f"cin_census-{la_code}-{year}",
        "la_code": la_code,
        "return_year": year,
        "source_name": f"{la_code}.xml",
        "is_context": False,
    }
    return replace(CENSUS, **{**usual, **changes})


def many(codes=CODES):
    return result(returns=[census(code) for code in codes])


def stems(*returns):
    return [each.stem for each in pages_of_returns(result(returns=returns))]


@pytest.mark.parametrize(
    ("authorities", "pages", "expected"),
    [
        pytest.param(1, ReturnPages.AUTO, False, id="one authority"),
        pytest.param(5, ReturnPages.AUTO, False, id="a few"),
        pytest.param(6, ReturnPages.AUTO, True, id="more than a few"),
        pytest.param(6, ReturnPages.ONE, False, id="many asked for as one"),
        pytest.param(1, ReturnPages.EACH, True, id="one asked for alone"),
        pytest.param(0, ReturnPages.EACH, False, id="none at all"),
    ],
)
def test_pages_are_many_where_authorities_are(authorities, pages, expected):
    assert has_many_pages(many(CODES[:authorities]), pages) is expected


def test_context_does_not_make_authorities_many():
    returns = [census("887"), *(census(code, is_context=True) for code in CODES[1:])]
    assert not has_many_pages(result(returns=returns), ReturnPages.AUTO)


def test_months_of_one_authority_stay_on_one_page():
    months = [replace(REPORT, return_id=f"kpi_return-887-{n}") for n in range(24)]
    (page,) = pages_of_returns(result(returns=months))
    assert page.stem == "kpi_return-887"
    assert len(page.return_ids) == 24


def test_a_page_holds_the_years_to_look_back_on():
    before = [replace(each, is_context=True) for each in (CENSUS_2018, CENSUS_2024)]
    (page,) = pages_of_returns(result(returns=[*before, census("887")]))
    assert page.page == "returns/cin_census-887-2025.html"
    assert page.workbook == "returns/cin_census-887-2025.xlsx"
    assert page.return_ids == (
        "cin_census-887-2025",
        "cin_census-887-2018",
        "cin_census-887-2024",
    )


def test_context_alone_has_a_page_of_its_own():
    returns = [census("887"), census("870", 2024, is_context=True)]
    assert stems(*returns) == ["cin_census-887-2025", "cin_census-870-2024"]


def test_two_returns_of_one_authority_and_year_are_numbered_by_their_ids():
    first = census("887")
    second = census("887", return_id="cin_census-887-2025-resubmitted")
    expected = {"cin_census-887-2025", "cin_census-887-2025-2"}
    assert stems(first, second) == ["cin_census-887-2025", "cin_census-887-2025-2"]
    assert set(stems(second, first)) == expected
    assert stems(second, first)[0] == "cin_census-887-2025-2"


@pytest.mark.parametrize(
    ("la_code", "stem"),
    [
        pytest.param("../..", "cin_census-_-2025", id="a path"),
        pytest.param("a/b", "cin_census-a_b-2025", id="a slash"),
        pytest.param("8:7*?", "cin_census-8_7_-2025", id="signs of Windows"),
        pytest.param("Zoë", "cin_census-Zo_-2025", id="an accent"),
        pytest.param("", "cin_census-_-2025", id="nothing"),
    ],
)
def test_names_are_safe_as_file_names(la_code, stem):
    assert stems(census(la_code)) == [stem]


def test_names_differ_where_capitals_are_not_told_from_small_letters():
    assert stems(census("a1"), census("A1")) == [
        "cin_census-a1-2025-2",
        "cin_census-A1-2025",
    ]
