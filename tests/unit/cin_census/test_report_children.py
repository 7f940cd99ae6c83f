"""The children on the page: what stands beside each of them."""

from report_results import finding, result

from returncheck.report.sections.checks import check_views
from returncheck.report.sections.children import children_view
from returncheck.report.words.names import return_names


def test_children_are_shown_with_the_checks_that_are_counted():
    suite = {
        "layer": "expectation",
        "check_id": "expectation:timeliness.share",
        "severity": "query",
        "episode_id": None,
    }
    found = result(
        findings=[
            finding(1, child_id="A", episode_id="1"),
            finding(2, child_id="A", **suite),
            finding(3, child_id="B", **suite),
        ]
    )
    names = return_names(found.returns)
    view = children_view(found, names, check_views(found, names))
    (row,) = view.rows
    assert (row.child, row.errors, row.queries) == ("A", 1, 0)
    assert [check.check_id for check in row.checks] == ["cin_census:8608"]
