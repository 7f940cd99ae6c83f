"""Words of an author in what leaves the building."""

import pytest

from returncheck.disclosure.words import may_be_shown
from returncheck.findings.pseudonyms import Identifiers

HIDE = Identifiers({"AB12345", "7"}, "somebody").of_whole


@pytest.mark.parametrize(
    "text",
    [
        "Weekly review of every assessment at day 30 by team managers",
        "Recruit 12 foster carers by 30 June 2026; 5% above last year",
        "Everyone is trained",
        "Service Manager, Front Door",
        "By the 3rd quarter",
        "Caseloads down to 16.5",
        "",
    ],
)
def test_plain_words_are_shown(text):
    assert may_be_shown(text, HIDE)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("3 children wait for a place", id="small number"),
        pytest.param("The five children wait", id="number in letters"),
        pytest.param("THREE siblings moved", id="capitals"),
        pytest.param("ask ab12345 again", id="identifier that is held"),
        pytest.param("case 883012", id="long number"),
        pytest.param("see C12", id="letters and digits"),
        pytest.param("our only unaccompanied child", id="the only one"),
        pytest.param("(2)", id="in brackets"),
        pytest.param("7", id="an identifier as the whole"),
    ],
)
def test_words_that_could_count_or_name_a_child_are_not(text):
    assert not may_be_shown(text, HIDE)
