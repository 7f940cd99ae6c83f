"""What is left of a return, run by run: the settings, the picture, the words."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import pytest

from returncheck.errors import ConfigError
from returncheck.report.pictures.burn_down import burn_down_picture
from returncheck.report.sections.burn_down import ROWS_SHOWN, burn_down_views
from returncheck.results.history import BurnDown, BurnDownPoint
from returncheck.settings.config import AlertWhen
from returncheck.settings.reading import read_config
from returncheck.settings.submission import submission_date

BEGIN = datetime(2025, 7, 1, 9, tzinfo=UTC)
NAMES = {"r": SimpleNamespace(full="Made-up return <2025>")}


def burn_down(*numbers, due=None, hours=24):
    return BurnDown(
        return_id="r",
        submission_date=due,
        points=tuple(
            BurnDownPoint(
                run_id=f"{place:032x}",
                at=BEGIN + timedelta(hours=hours * place),
                errors=errors,
                queries=queries,
                explained=0,
            )
            for place, (errors, queries) in enumerate(numbers)
        ),
    )


def view(one, now=BEGIN):
    history = SimpleNamespace(burn_downs=(one,))
    found = burn_down_views(SimpleNamespace(history=history, started_at=now), NAMES)
    return found[0] if found else None


def drawn(*numbers, **values):
    return ET.fromstring(burn_down_picture(burn_down(*numbers, **values), "label"))


@pytest.mark.parametrize("numbers", [(), ((3, 4),)])
def test_no_picture_without_a_second_run(numbers):
    assert burn_down_picture(burn_down(*numbers), "label") is None


def test_picture_tells_numbers_without_colour_or_script():
    picture = drawn((60, 40), (36, 12), due=date(2025, 7, 31), hours=240)
    words = [each.text for each in picture.iter("text")]
    for said in ("60", "40", "36", "12", "errors left", "queries left"):
        assert said in words
    assert "to be submitted 31 July 2025" in words
    kinds = {each.get("class") for each in picture.iter("polyline")}
    assert kinds == {"l l-left-errors", "l l-left-queries"}
    assert picture.get("aria-label") == "label"
    assert list(picture.iter("script")) == []


@pytest.mark.parametrize(
    "values",
    [
        {"due": None},
        {"due": date(2025, 7, 2)},
        {"due": date(2025, 6, 1)},
        {"due": date(2025, 7, 1), "hours": 0},
        {"due": None, "hours": 0},
    ],
)
@pytest.mark.parametrize("numbers", [((0, 0), (0, 0)), ((1200, 0), (0, 1200))])
def test_nothing_leaves_the_picture(numbers, values):
    picture = drawn(*numbers, *numbers, **values)
    _, _, width, height = map(float, picture.get("viewBox").split())
    for each in picture.iter("polyline"):
        for x, y in (point.split(",") for point in each.get("points").split()):
            assert 0 <= float(x) <= width
            assert 0 <= float(y) <= height
    for each in picture.iter("text"):
        assert 0 <= float(each.get("x")) <= width


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (1, "30 days to the submission on 31 July 2025"),
        (30, "1 day to the submission"),
        (31, "to be submitted today"),
        (33, "the submission on 31 July 2025 is 2 days past"),
    ],
)
def test_days_to_the_submission(day, words):
    now = BEGIN + timedelta(days=day - 1)
    shown = view(burn_down((3, 1), (1, 0), due=date(2025, 7, 31)), now)
    assert words in shown.sentence
    assert shown.days_left == 31 - day
    assert shown.sentence.startswith("1 error and 0 queries left; from 3 and 1 on")


def test_first_run_has_words_and_no_picture():
    shown = view(burn_down((3, 1)))
    assert (shown.sentence, shown.picture) == ("3 errors and 1 query left.", None)
    assert (shown.submission, shown.days_left) == (None, None)


def test_return_that_was_never_checked_whole_has_no_view():
    assert view(burn_down()) is None
    assert burn_down_views(SimpleNamespace(history=None), NAMES) == ()


def test_table_has_the_latest_runs_first():
    shown = view(burn_down(*((n, 0) for n in range(ROWS_SHOWN + 5))))
    assert (len(shown.rows), shown.more) == (ROWS_SHOWN, 5)
    assert shown.rows[0].errors == ROWS_SHOWN + 4


def test_name_of_a_return_is_escaped():
    picture = str(view(burn_down((3, 1), (1, 0))).picture)
    assert "<2025>" not in picture
    assert "&lt;2025&gt;" in picture


def test_day_of_a_return_wins_over_that_of_its_collection():
    dates = {"kpi_return-2025": date(2025, 7, 31), "own": date(2025, 6, 1)}
    given = ("kpi_return", 2025)
    assert submission_date(dates, "own", *given) == date(2025, 6, 1)
    assert submission_date(dates, "other", *given) == date(2025, 7, 31)
    assert submission_date(dates, "other", "kpi_return", 2024) is None
    assert submission_date({}, "other", "kpi_return", None) is None


@pytest.fixture
def settings(tmp_path):
    def read(text):
        path = tmp_path / "returncheck.yml"
        path.write_text(text, encoding="utf-8")
        return read_config(path)

    return read


def test_dates_and_alert_of_the_settings(settings):
    config = settings(
        "submission_dates:\n  kpi_return-2025: 2025-07-31\n"
        "  kpi_return-887-x: '2025-06-30'\nalert: {command: [notify, -q]}\n"
    )
    assert config.submission_dates == {
        "kpi_return-2025": date(2025, 7, 31),
        "kpi_return-887-x": date(2025, 6, 30),
    }
    assert config.alert.command == ("notify", "-q")
    assert (config.alert.when, config.alert.seconds) == (AlertWhen.NEW_ERRORS, 30)
    assert config.alert.settings.name == "returncheck.yml"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("alert: notify", "has to be such as {command:"),
        ("alert: {when: failure}", "gives no command"),
        ("alert: {command: notify}", "gives no command. List the program"),
        ("alert: {command: []}", "gives no command. List the program"),
        ("alert: {command: [1]}", "gives no command. List the program"),
        ("alert: {command: [a], when: never}", "is given when 'never'. Choose one"),
        ("alert: {command: [a], seconds: 0}", "not a number from 1 to 600"),
        ("alert: {command: [a], secs: 1}", "names the unknown key 'secs'"),
        ("submission_dates: 2025", "has to list a return and a day each"),
        ("submission_dates: {tax-2025: 2025-07-31}", "begins with no known one"),
        ("submission_dates: {kpi_return-2025: soon}", "gives 'soon' for"),
        ("submission_dates: {kpi_return-2025: 2025-02-31}", "gives '2025-02-31' for"),
        ("submission_dates: {kpi_return-2025: 5}", "gives '5' for"),
        ("submission_dates: {kpi_return-2025: 2025-07-31 10:00:00}", "no day such as"),
    ],
)
def test_wrong_settings_are_said_in_one_line(settings, text, words):
    with pytest.raises(ConfigError) as told:
        settings(text)
    assert words in str(told.value)
    assert "(line 1)" in str(told.value)
    assert "\n" not in str(told.value)
