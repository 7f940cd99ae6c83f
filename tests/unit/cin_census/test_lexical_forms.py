"""What the contract takes for a date, number or flag, staging reads, and no more."""

import random
from datetime import date

import duckdb
import jinja2
import polars as pl
import pytest
from contract_frames import checks

from returncheck.project import project_root

_BLANKS = ("", " ", "\n", "\t", "\r\n ", "\u00a0", "\u2009", "\x0b", "\ufeff")
_ZONES = ("", "Z", "z", "+01:00", "-14:00", "+14:01", "+1:00", "+00:60", " Z", "ZZ")
_DAYS = (
    "2024-06-03",
    "2024-02-30",
    "2023-02-29",
    "0000-01-01",
    "0001-01-01",
    "9999-12-31",
    "10000-01-01",
    "-2024-01-01",
    "2024-6-3",
    "2024-00-10",
    "03/06/2024",
    "31/04/2024",
    "01/01/0000",
    "2024-06-03T00:00:00",
    "2024\u201306\u201303",
    "",
)
_NUMBERS = (
    "0", "+0", "-0", "007", "+7", "-12", "1.0", "1e2", "1,000", "two", "", "+", "--1",
    "9223372036854775807", "9223372036854775808", "-9223372036854775808",
    "0" * 30 + "5", "\u0661", "\uff11", "0x1", "1_000",
)  # fmt: skip
_FLAGS = ("0", "1", "true", "True", "FALSE", "fAlSe", "yes", "2", "01", "+1", "t", "")
_YEARS = ("2025", "25", "20255", "+2025", "2025.0", "0000", "\u0662\u0660\u0662\u0665")
_NOISE = "0123456789-+/:TZ \n\u00a0truefalsTRUEFALS."


def spellings(values, tails=("",)):
    """Every value with every tail and surroundings, and noisy neighbours of them."""
    chance = random.Random(23)
    made = {
        f"{before}{value}{tail}{after}"
        for value in values
        for tail in tails
        for before, after in zip(_BLANKS, reversed(_BLANKS), strict=True)
    } | {f"{value}{tail}" for value in values for tail in tails}
    for text in sorted(made):
        place = chance.randrange(len(text) + 1)
        made.add(text[:place] + chance.choice(_NOISE) + text[place:])
        made.add(text[:place] + text[place + 1 :])
    return sorted(made)


def read_by(macro, texts, *arguments):
    """What a macro of staging makes of texts, in DuckDB."""
    folder = project_root() / "macros"
    source = "".join(
        (folder / f"{name}.sql").read_text()
        for name in ("matches", "trimmed", "without_zone", "to_date", macro)
    )
    call = ", ".join(repr(argument) for argument in ("text", *arguments))
    template = jinja2.Template(source + "{{ " + f"{macro}({call})" + " }}")
    sql = template.render(target={"type": "duckdb"})
    connection = duckdb.connect()
    connection.register("given", pl.DataFrame({"text": texts}).to_arrow())
    rows = connection.execute(f"select {sql} from given").fetchall()
    return [row[0] for row in rows]


@pytest.mark.parametrize(
    ("macro", "arguments", "table", "field", "texts"),
    [
        pytest.param(
            "to_date", (), "ChildIdentifiers", "PersonBirthDate",
            spellings(_DAYS, _ZONES), id="date",
        ),
        pytest.param(
            "to_date_uk", (), "Figures", "report_date",
            spellings(_DAYS, _ZONES), id="date of a KPI return",
        ),
        pytest.param(
            "to_integer", ("bigint",), "ChildProtectionPlans", "NumberOfPreviousCPP",
            spellings(_NUMBERS), id="whole number",
        ),
        pytest.param(
            "to_flag", (), "CINdetails", "ReferralNFA", spellings(_FLAGS), id="flag"
        ),
        pytest.param(
            "to_year", (), "Header", "Year", spellings(_YEARS, _ZONES), id="year"
        ),
    ],
)  # fmt: skip
def test_contract_and_staging_take_the_same_spellings(
    macro, arguments, table, field, texts
):
    present = [text for text in texts if text]
    # A date that nobody can mean is read, and found to be one.
    passed = [check in (None, "range") for check in checks(table, field, *present)]
    read = [value is not None for value in read_by(macro, present, *arguments)]
    differing = [
        text for text, a, b in zip(present, passed, read, strict=True) if a != b
    ]
    assert differing == []
    assert 10 < sum(passed) < len(passed) - 10


@pytest.mark.parametrize("text", ["2024-06-03", "2024-06-03Z", " 2024-06-03+01:00\n"])
def test_date_is_the_day_that_is_written(text):
    assert read_by("to_date", [text]) == [date(2024, 6, 3)]


@pytest.mark.parametrize(
    ("macro", "texts", "value"),
    [
        pytest.param("to_integer", ["0", "+0", " 00 ", "-0"], 0, id="nought"),
        pytest.param("to_flag", ["1", "true", "TRUE", " True\t"], True, id="yes"),
        pytest.param("to_flag", ["0", "false", "False", "\nFALSE"], False, id="no"),
        pytest.param("to_year", ["2025", "2025Z", " 2025+01:00"], "2025", id="year"),
    ],
)
def test_spellings_of_one_value_mean_the_same(macro, texts, value):
    assert read_by(macro, texts) == [value] * len(texts)
