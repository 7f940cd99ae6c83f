"""The picture and the table of a child's year, whatever the return."""

from datetime import date

from report_pages import Page

from returncheck.report.pictures.child_timeline import draw_child_timeline
from returncheck.returns.timelines import ChildTimeline, Lane, TimelineEntry, joined

FIRST, LAST = date(2024, 4, 1), date(2025, 3, 31)


def entry(start, end=None, text="U1"):
    return TimelineEntry(start=start, end=end, text=text)


def timeline(*entries, are_moments=False):
    lane = Lane(title="Stays", entries=entries, are_moments=are_moments)
    return ChildTimeline(
        return_id="r1", child_id="C1", first_day=FIRST, last_day=LAST, lanes=(lane,)
    )


def drawn(*entries, are_moments=False):
    picture = draw_child_timeline(timeline(*entries, are_moments=are_moments), "p")
    return Page(str(picture))


def bars(page):
    return [(float(bar["x"]), float(bar["width"])) for bar in page.all("rect")]


def test_bar_lasts_as_long_as_its_record():
    whole, half = entry(FIRST), entry(date(2024, 9, 30), date(2024, 11, 30))
    (first, second) = bars(drawn(whole, half))
    assert first == (96.0, 536.0)
    assert second == (363.3, 89.5)


def test_bar_is_cut_at_the_edges_of_the_year():
    page = drawn(entry(date(2020, 1, 1), date(2026, 1, 1)))
    assert bars(page) == [(96.0, 536.0)]


def test_what_lies_outside_the_year_is_not_drawn():
    page = drawn(
        entry(date(2023, 1, 1), date(2024, 3, 31)),
        entry(date(2025, 4, 1)),
        entry(date(2024, 5, 1), date(2024, 3, 1)),
    )
    assert bars(page) == []
    assert "stays 0" in page.text()


def test_bars_of_the_first_and_the_last_day_are_drawn():
    page = drawn(entry(date(2023, 1, 1), FIRST), entry(LAST))
    assert bars(page) == [(96.0, 1.5), (630.5, 1.5)]


def test_code_stands_in_the_bar_that_has_room_for_it():
    assert "U1" in drawn(entry(FIRST)).text()
    assert "U1" not in drawn(entry(FIRST, date(2024, 4, 9))).text()


def test_moments_are_strokes_on_their_days():
    page = drawn(entry(FIRST), entry(LAST), entry(date(2025, 4, 1)), are_moments=True)
    (marks,) = [each for each in page.all("path") if each["class"] == "t-mark"]
    assert marks["d"].count("M") == 2
    assert "stays 2" in page.text()


def test_picture_has_a_title_and_a_description():
    page = drawn(entry(FIRST))
    (svg,) = page.all("svg")
    assert svg["role"] == "img"
    assert svg["aria-labelledby"] == "p-t p-d"
    assert {each["id"] for each in page.all("title", "desc")} == {"p-t", "p-d"}


def test_codes_are_escaped():
    evil = "<a>&"
    assert evil not in str(draw_child_timeline(timeline(entry(FIRST, text=evil)), "p"))
    assert evil in drawn(entry(FIRST, text=evil)).text()


def test_records_that_go_on_without_a_day_between_are_joined():
    may, june, july = date(2024, 5, 1), date(2024, 6, 1), date(2024, 7, 1)
    parts = [(entry(may, june), True), (entry(june, july), True), (entry(july), True)]
    assert joined(parts) == (entry(may),)
    assert joined([(entry(may, june), True), (entry(july), True)]) == (
        entry(may, june),
        entry(july),
    )
    assert len(joined([(entry(may, june), True), (entry(june), False)])) == 2
    assert len(joined([(entry(may, june), True), (entry(june, text="R1"), True)])) == 2
    assert len(joined([(entry(may), True), (entry(june), True)])) == 2


def test_every_text_of_a_timeline_can_be_changed():
    changed = timeline(entry(FIRST), entry(LAST, text="x")).with_texts(str.lower)
    assert [each.text for each in changed.lanes[0].entries] == ["u1", "x"]
    assert changed.lanes[0].title == "Stays"
