"""The years of children on the page: which are shown, how much, and what is escaped."""

from dataclasses import replace
from datetime import date, timedelta

import polars as pl
from report_pages import Page, html
from report_results import CENSUS, CENSUS_2024, finding, result

from returncheck.report.sections.timelines import MOST_ENTRIES
from returncheck.results.grouping import MOST_CHILDREN, with_something_to_do
from returncheck.results.timelines import read_timelines
from returncheck.returns.timelines import ChildTimeline, Lane, TimelineEntry

FIRST, LAST = date(2024, 4, 1), date(2025, 3, 31)
EVIL = "<script>x</script>"


def timeline(child="A", *, text="U1", number=1, return_id=CENSUS.return_id):
    starts = [FIRST + timedelta(days=each) for each in range(number)]
    stays = tuple(TimelineEntry(start=day, end=None, text=text) for day in starts)
    visit = TimelineEntry(start=date(2024, 5, 9), end=None, text="V")
    return ChildTimeline(
        return_id=return_id,
        child_id=child,
        first_day=FIRST,
        last_day=LAST,
        lanes=(
            Lane(title="Stays", entries=stays),
            Lane(title="Visits", entries=(visit,), are_moments=True),
        ),
    )


def page(*timelines, **options):
    found = result(findings=[finding(1, child_id="A")], **options)
    return Page(html(replace(found, timelines=timelines)))


def test_page_without_timelines_has_no_room_for_them():
    assert "Year by child" not in page().text()


def test_table_says_what_the_picture_shows():
    shown = page(timeline())
    assert "Stays U1 1 April 2024 not ended Visits V 9 May 2024" in shown.text()
    assert len([each for each in shown.all("figure") if each]) == 1


def test_summary_names_the_return_where_there_are_several():
    found = result(
        returns=(CENSUS, CENSUS_2024),
        findings=[
            finding(1, child_id="A"),
            finding(2, child_id="A", return_id=CENSUS_2024.return_id),
        ],
    )
    years = (timeline(), timeline(return_id=CENSUS_2024.return_id))
    shown = Page(html(replace(found, timelines=years)))
    summaries = [
        words.strip() for path, words in shown.texts if path[-2:] == ("summary", "span")
    ]
    assert any("2024" in words for words in summaries)
    assert any("2025" in words for words in summaries)


def test_table_is_bounded_and_says_what_it_leaves_out():
    shown = page(timeline(number=MOST_ENTRIES + 2))
    assert "… and 2 more records in the return." in shown.text()
    assert "more record" not in page(timeline(number=MOST_ENTRIES)).text()


def test_what_a_record_holds_is_escaped_and_cut():
    shown = page(timeline(child=EVIL, text="x" * 30))
    assert shown.all("script") == page().all("script")
    assert EVIL in shown.text()
    assert "x" * 20 + " …" in shown.text()
    assert "x" * 21 not in shown.text()


def test_children_with_notes_alone_have_nothing_to_do():
    numbers = {"errors": [0, 0, 1], "queries": [0, 1, 0], "explained": [0, 0, 0]}
    frame = pl.DataFrame({"child_id": ["A", "B", "C"], **numbers})
    assert with_something_to_do(frame)["child_id"].to_list() == ["B", "C"]


def test_no_more_timelines_are_read_than_children_are_listed(monkeypatch):
    asked = []

    def tell(_connection, return_id, children):
        asked.append((return_id, len(children)))
        return [timeline(child, return_id=return_id) for child in reversed(children)]

    plug = type("Plug", (), {"timelines": staticmethod(tell)})
    monkeypatch.setattr("returncheck.results.timelines.kind_of", lambda _name: plug)
    findings = [finding(n, child_id=f"C{n:03}") for n in range(MOST_CHILDREN + 5)]
    found = read_timelines(None, result(findings=findings))
    assert asked == [(CENSUS.return_id, MOST_CHILDREN)]
    assert [each.child_id for each in found] == [
        f"C{n:03}" for n in range(MOST_CHILDREN)
    ]


def test_return_that_tells_no_timeline_has_none():
    assert read_timelines(None, result(findings=[finding(1, child_id="A")])) == ()
