"""Public exports held against earlier ones: the cases that give a count away."""

import polars as pl
import pytest

from returncheck.disclosure.differencing import conflict, release_of
from returncheck.errors import ConfigError
from returncheck.export.public_register import enter_release, register_path
from returncheck.warehouse import connect

R = "return-1"


def values(*rows, return_id=R):
    """Rows of numerator, denominator, value; "c" where one is withheld."""
    table = []
    for place, row in enumerate(rows):
        shown = dict(zip(("numerator", "denominator", "value"), row, strict=True))
        table.append(
            {
                "source": "recomputed",
                "return_id": return_id,
                "area_code": "E1",
                "indicator_id": f"i{place}",
                "return_year": 2025,
                "period_type": "year",
                "period_start": "2024-04-01",
                "period_end": "2025-03-31",
                **{n: None if v == "c" else v for n, v in shown.items()},
                **{f"{n}_symbol": "c" if v == "c" else None for n, v in shown.items()},
            }
        )
    return pl.DataFrame(table, infer_schema_length=None)


def release(*rows, findings=(), returns=(R,), published=None):
    frames = [values(*rows)] if rows else [values((1.0, 2.0, 50.0)).clear()]
    if published is not None:
        frames.append(values(published).with_columns(source=pl.lit("published")))
    counts = pl.DataFrame(
        [
            {
                "return_id": R,
                "layer": "rule",
                "check_id": check,
                "severity": "error",
                "finding_count": None if count == "c" else count,
                "finding_count_symbol": "c" if count == "c" else None,
            }
            for check, count in findings
        ],
        schema={
            **dict.fromkeys(("return_id", "layer", "check_id", "severity"), pl.String),
            "finding_count": pl.Int64,
            "finding_count_symbol": pl.String,
        },
    )
    outcomes = pl.DataFrame(
        schema={
            "return_id": pl.String,
            "collection": pl.String,
            "code": pl.String,
            "finding_count": pl.Int64,
            "finding_count_symbol": pl.String,
            "explained_count": pl.Int64,
            "explained_count_symbol": pl.String,
        }
    )
    return release_of(
        {
            "fct_indicator_values": pl.concat(frames, how="vertical_relaxed"),
            "fct_finding_counts": counts,
            "fct_rule_outcomes": outcomes,
        },
        returns,
    )


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        pytest.param([(30.0, 100.0, 30.0)], [(30.0, 100.0, 30.0)], id="the same"),
        pytest.param([("c", 100.0, "c")], [("c", 100.0, "c")], id="withheld in both"),
        pytest.param([(30.0, 100.0, 30.0)], [(36.0, 100.0, 36.0)], id="changed by 6"),
        pytest.param(
            [(30.0, 100.0, 30.0)],
            [(30.0, 100.0, 30.0), (7.0, 20.0, 35.0)],
            id="a figure more",
        ),
        pytest.param([(None, None, 30.0)], [(None, None, 36.0)], id="a count by 6"),
        pytest.param([(None, None, None)], [(None, None, 36.0)], id="missing before"),
    ],
)
def test_what_gives_nothing_away_is_let_through(earlier, later):
    assert conflict(release(*earlier), release(*later)) is None


@pytest.mark.parametrize(
    ("earlier", "later", "words"),
    [
        ([(30.0, 100.0, 30.0)], [("c", 100.0, "c")], "was shown"),
        ([("c", 100.0, "c")], [(30.0, 100.0, 30.0)], "was withheld"),
        ([(30.0, 100.0, 30.0)], [(31.0, 100.0, 31.0)], "by 1 to 5"),
        ([(30.0, 100.0, 30.0)], [(25.0, 100.0, 25.0)], "by 1 to 5"),
        ([(30.0, 100.0, 30.0)], [(30.0, 101.0, 29.7)], "by 1 to 5"),
        ([(None, None, 30.0)], [(None, None, 35.0)], "by 1 to 5"),
        ([(None, None, 30.5)], [(None, None, 36.5)], "a share has changed"),
        ([(30.0, 100.0, 30.0)], [], "no longer there"),
    ],
)
def test_what_together_gives_a_count_away_is_told(earlier, later, words):
    assert words in conflict(release(*earlier), release(*later))


@pytest.mark.parametrize(
    ("earlier", "later", "is_told"),
    [
        ([("a", 9)], [("a", 9)], False),
        ([("a", 9)], [("a", 8)], True),
        ([("a", 9)], [("a", 15)], False),
        ([("a", 9)], [], False),
        ([], [("a", 6)], False),
        ([("a", "c")], [], True),
        ([], [("a", "c")], True),
        ([("a", "c")], [("a", "c")], False),
    ],
)
def test_counts_of_findings_are_held_too(earlier, later, is_told):
    told = conflict(release(findings=earlier), release(findings=later))
    assert (told is not None) is is_told


def test_return_that_is_gone_is_no_longer_judged_with_the_rest():
    told = conflict(release(returns=(R, "other")), release())
    assert told == "it told of other, which the database no longer holds"


def test_new_return_has_nothing_to_be_held_against():
    assert conflict(release(returns=()), release(findings=[("a", "c")])) is None


def test_published_figures_may_change():
    before = release(published=(30.0, 100.0, 30.0))
    assert conflict(before, release(published=(31.0, 100.0, 31.0))) is None


@pytest.fixture
def database(tmp_path):
    return tmp_path / "w.duckdb"


def test_second_export_is_refused_with_its_reason(database):
    enter_release(database, release((30.0, 100.0, 30.0)))
    enter_release(database, release((30.0, 100.0, 30.0)))
    with pytest.raises(ConfigError, match=r"changed by 1 to 5 \(recomputed, return-1"):
        enter_release(database, release((31.0, 100.0, 31.0)))
    enter_release(database, release((31.0, 100.0, 31.0)), forget=True)
    enter_release(database, release((31.0, 100.0, 31.0)))


def test_export_is_held_against_each_earlier_one(database):
    enter_release(database, release((30.0, 100.0, 30.0)))
    enter_release(database, release((36.0, 100.0, 36.0)))
    with pytest.raises(ConfigError, match="by 1 to 5"):
        enter_release(database, release((32.0, 100.0, 32.0)))


@pytest.mark.posix
def test_register_holds_nothing_that_was_withheld(database):
    enter_release(database, release(("c", 100.0, "c")))
    path = register_path(database)
    with connect(path, read_only=True) as connection:
        said = connection.execute("select said from releases").fetchall()
    assert len(said) == 1
    assert '[["c", 100.0, "c"]]' in said[0][0]
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("content", ["", "{}", "[1]"])
def test_register_of_another_form_stops_the_export(database, content):
    register_path(database).write_text(content)
    with pytest.raises(ConfigError, match="cannot be read"):
        enter_release(database, release())


@pytest.mark.parametrize("said", ["", "{}", "[1]", '{"returns": 1, "rows": 2}'])
def test_register_with_other_rows_stops_the_export(database, said):
    with connect(register_path(database)) as connection:
        connection.execute(
            "create table releases as select 0 as place, ? as said", [said]
        )
    with pytest.raises(ConfigError, match="cannot be read"):
        enter_release(database, release())
