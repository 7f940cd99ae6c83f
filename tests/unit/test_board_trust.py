"""Whether a board may rely on figures: never said better than it is."""

import pytest
from report_results import (
    CENSUS,
    REPORT,
    explained,
    figure,
    finding,
    result,
    rule,
)

from returncheck.report.board.trust import Answer, TrustFacts, trust, trust_facts


def reported(verdict, row_number=1, **changes):
    return figure(
        source="reported",
        return_id=REPORT.return_id,
        row_number=row_number,
        verdict=verdict,
        **{"is_newest_period": True, **changes},
    )


def test_nothing_that_speaks_against_them_is_a_yes_with_its_limits():
    said = trust(TrustFacts(figures=3, printed=3))
    assert said.answer is Answer.YES
    assert said.sentence == (
        "Yes, as far as they could be checked: nothing that was checked speaks against "
        "them."
    )


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        pytest.param({"figures": 0}, Answer.NOTHING, id="no figure"),
        pytest.param({"refused": 1}, Answer.NO, id="a file could not be read"),
        pytest.param({"is_year_in_question": True}, Answer.NO, id="year in question"),
        pytest.param(
            {"contradicted": 1, "printed": 99}, Answer.NOT_ALL, id="contradicted"
        ),
        pytest.param({"disagreeing": 1}, Answer.NOT_ALL, id="unlike published"),
        pytest.param({"errors": 1}, Answer.CARE, id="error"),
        pytest.param({"queries": 1}, Answer.CARE, id="query"),
        pytest.param(
            {"rules_not_run": 1, "rules": 300}, Answer.CARE, id="rule not run"
        ),
        pytest.param({"without_rules": 1}, Answer.CARE, id="no rules of the year"),
        pytest.param({"other_year": 1}, Answer.CARE, id="rules of another year"),
        pytest.param({"untestable": 6, "printed": 10}, Answer.CARE, id="most untested"),
    ],
)
def test_one_thing_against_them_is_enough(facts, answer):
    said = trust(TrustFacts(**{"figures": 5, **facts}))
    assert said.answer is answer
    assert not said.sentence.startswith("Yes")
    assert said.sentence.startswith(answer.value)
    assert said.sentence.count(".") == 1


def test_half_untested_is_said_even_with_a_yes():
    said = trust(TrustFacts(figures=5, printed=10, untestable=5))
    assert said.answer is Answer.YES
    assert "5 of 10 printed figures could not be checked" in said.sentence


def test_one_untested_figure_is_told_as_one():
    said = trust(TrustFacts(figures=1, printed=1, untestable=1))
    assert said.sentence == (
        "With care: the only printed figure could not be checked, because nothing else "
        "states it."
    )


def test_every_reason_is_told_the_heaviest_first():
    said = trust(
        TrustFacts(
            figures=5,
            refused=2,
            contradicted=1,
            printed=4,
            untestable=3,
            errors=1,
            queries=2,
            rules_not_run=23,
            rules=305,
        )
    )
    assert said.sentence == (
        "No: 2 files could not be read; 1 of 4 printed figures disagrees with what "
        "another source says; 1 error is still to be corrected; 2 doubtful entries "
        "wait for a correction or a reason; 23 of 305 official checks of the records "
        "were not made; and 3 of 4 printed figures could not be checked, because "
        "nothing else states them."
    )


def test_coarse_facts_give_no_number_of_findings():
    facts = TrustFacts(
        figures=5, contradicted=2, printed=4, errors=3, queries=4, disagreeing=1
    )
    coarse = TrustFacts(
        **{name: getattr(facts, name) for name in TrustFacts.__dataclass_fields__}
        | {"is_coarse": True}
    )
    assert not any(sign.isdigit() for sign in trust(coarse).sentence)
    assert trust(coarse).answer is trust(facts).answer


def test_facts_are_those_of_the_authority_and_of_what_counts():
    other = REPORT.__class__(
        **{name: getattr(REPORT, name) for name in REPORT.__dataclass_fields__}
        | {"return_id": "kpi_return-394-x", "la_code": "394"}
    )
    found = result(
        returns=(CENSUS, REPORT, other),
        findings=[
            finding(1),
            finding(2, severity="query"),
            finding(3, return_id=other.return_id),
            explained(4),
        ],
        benchmarks=[
            reported("contradicted"),
            reported("untestable", 2),
            reported("contradicted", 3, is_newest_period=False),
            figure(
                source="reported",
                la_code="394",
                return_id=other.return_id,
                row_number=1,
                verdict="contradicted",
                is_newest_period=True,
            ),
        ],
        rules=[
            rule(),
            rule("100", "passed"),
            rule("200", "not_run", reason="no postcodes"),
        ],
    )
    facts = trust_facts(found, "887", figures=2, refused=0)
    assert (facts.errors, facts.queries) == (1, 1)
    assert (facts.contradicted, facts.untestable, facts.printed) == (1, 1, 2)
    assert (facts.rules_not_run, facts.rules) == (1, 3)
