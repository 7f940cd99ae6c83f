"""What is true is never contradicted: small reports, each true case beside a false one.

The truth of a case follows from its kind: what is published, and when it came out.
"""

from dataclasses import dataclass, field, replace
from statistics import fmean

import polars as pl
import pytest

from returncheck import Workspace

FIGURES = (
    "report_id",
    "report_date",
    "la_code",
    "indicator_id",
    "period_type",
    "period_start",
    "period_end",
    "period_basis",
    "numerator",
    "denominator",
    "value",
    "target",
    "note",
    "definition",
)
COMPARATORS = (
    "report_id",
    "la_code",
    "indicator_id",
    "period_type",
    "period_start",
    "period_end",
    "comparator",
    "comparator_year",
    "numerator",
    "denominator",
    "value",
    "note",
)
ENGLAND = "E92000001"
MEDWAY = "887"
PETERBOROUGH = "874"
SWINDON = "866"
SECOND_OF_A_JOINT_FIGURE = "941"
HAMPSHIRE = "850"
PLANS_AGAIN = "cpp_second_or_subsequent"
TWO_YEARS = "cpp_two_years_at_year_end"
REREFERRALS = "rereferrals_within_12_months"


def year(ending):
    return ("year", f"{ending - 1}-04-01", f"{ending}-03-31")


def snapshot(day):
    return ("snapshot", day, day)


def march(ending):
    return snapshot(f"{ending}-03-31")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One row of a report of its own, beside other rows of the report.

    Attributes:
        name: Name of the report, and of the case.
        written: Date of the report.
        row: Indicator, period and value of the row that is looked at.
        verdict: The verdict it has to have.
        says: What its reason has to say.
        comparator: Whose figure it is; empty for the authority's own.
        cells: Other cells of the row.
        beside: Other rows of the table, as `row`, each with its cells.
        la_code: The authority that reports.
    """

    name: str
    written: str
    row: tuple[str, tuple[str, str, str], float | str]
    verdict: str
    says: str = ""
    comparator: str = ""
    cells: dict[str, str] = field(default_factory=dict)
    beside: tuple[tuple[str, tuple[str, str, str], float, dict[str, str]], ...] = ()
    la_code: str = MEDWAY


def quoted(name, written, row, verdict, *, named="", says="", of="england"):
    return Case(
        name=name,
        written=written,
        row=row,
        verdict=verdict,
        says=says,
        comparator=of,
        cells={"comparator_year": named},
    )


def own(name, row, verdict, *, written="2025-12-20", **rest):
    return Case(name=name, written=written, row=row, verdict=verdict, **rest)


def cases_of_notes(published):
    september = snapshot("2018-09-30")
    workers = published["social_workers_fte", 2018, MEDWAY]
    narrative = {"note": "Recruitment to the full establishment goes on"}
    shared = published[REREFERRALS, 2018, MEDWAY]
    other = {"definition": "local"}
    return [
        own(
            "note-beside-a-true-figure",
            ("social_workers_fte", september, workers),
            "confirmed",
            cells=narrative,
            says="The note says «establishment»",
        ),
        own(
            "note-beside-a-false-figure",
            ("social_workers_fte", september, workers + 10),
            "contradicted",
            cells=narrative,
        ),
        own(
            "local-definition",
            (REREFERRALS, year(2018), shared + 10),
            "untestable",
            cells=other,
            says="the figure is of a local definition",
        ),
        own(
            "local-definition-against-its-parts",
            (REREFERRALS, year(2018), 31),
            "contradicted",
            cells={**other, "numerator": "30", "denominator": "100"},
        ),
        own(
            "local-definition-of-its-parts",
            (REREFERRALS, year(2018), 30),
            "confirmed",
            cells={**other, "numerator": "30", "denominator": "100"},
        ),
        own(
            "national-definition",
            (REREFERRALS, year(2018), shared + 10),
            "contradicted",
            cells={"definition": "national"},
        ),
    ]


def cases_of_what_was_out(published):
    def england(indicator, in_year):
        return published[indicator, in_year, ENGLAND]

    now, before = england(PLANS_AGAIN, 2024), england(PLANS_AGAIN, 2023)
    latest = england(PLANS_AGAIN, 2025)
    may = "2024-05-20"
    return [
        quoted(
            "latest-out",
            "2018-06-05",
            (TWO_YEARS, march(2018), england(TWO_YEARS, 2017)),
            "confirmed",
            says="of 2017, the latest that was out",
        ),
        quoted(
            "out-by-then",
            "2018-12-05",
            (TWO_YEARS, march(2018), england(TWO_YEARS, 2018)),
            "confirmed",
        ),
        quoted(
            "two-years-old",
            may,
            (PLANS_AGAIN, year(2024), england(PLANS_AGAIN, 2022)),
            "contradicted",
            says="it is the published figure of 2022",
        ),
        quoted(
            "not-out-yet",
            may,
            (PLANS_AGAIN, year(2024), now),
            "untestable",
            named="2024",
            says="came out by November 2024, after the report",
        ),
        quoted(
            "last-years-under-this-year",
            may,
            (PLANS_AGAIN, year(2024), before),
            "untestable",
            named="2024",
            says="it is the published figure of 2023, the latest that was out",
        ),
        quoted(
            "last-years-under-its-own-year",
            may,
            (PLANS_AGAIN, year(2024), before),
            "confirmed",
            named="2023",
        ),
        quoted(
            "nothing-that-was-out",
            may,
            (PLANS_AGAIN, year(2024), now + 10),
            "contradicted",
            named="2024",
        ),
        quoted(
            "current-year",
            "2026-06-20",
            (PLANS_AGAIN, year(2026), latest),
            "confirmed",
            says="of 2025, the latest that was out",
        ),
        quoted(
            "current-year-false",
            "2026-06-20",
            (PLANS_AGAIN, year(2026), latest + 5),
            "contradicted",
        ),
        quoted(
            "either-of-the-month",
            "2016-11-15",
            (PLANS_AGAIN, year(2016), england(PLANS_AGAIN, 2015)),
            "confirmed",
        ),
        quoted(
            "or-the-newer-of-the-month",
            "2016-11-15",
            (PLANS_AGAIN, year(2016), england(PLANS_AGAIN, 2016)),
            "confirmed",
        ),
        quoted(
            "before-anything-that-is-held",
            "2013-09-23",
            (REREFERRALS, year(2014), 26.1),
            "untestable",
            says="the report is of 23 September 2013",
        ),
    ]


def mean_of_neighbours(published, models, la_code, model, indicator, in_year):
    values = [
        published[indicator, in_year, each]
        for each in models[la_code][model]
        if (indicator, in_year, each) in published
    ]
    return round(fmean(values), 1)


def cases_of_neighbours(published, models):
    def mean(model, in_year):
        return mean_of_neighbours(
            published, models, MEDWAY, model, PLANS_AGAIN, in_year
        )

    old, new = mean(2021, 2023), mean(2025, 2024)
    return [
        quoted(
            "model-of-the-time",
            "2024-02-20",
            (PLANS_AGAIN, year(2023), old),
            "confirmed",
            of="statistical_neighbours",
            says="of the 2021 model",
        ),
        quoted(
            "model-of-the-time-false",
            "2024-02-20",
            (PLANS_AGAIN, year(2023), old + 3),
            "contradicted",
            of="statistical_neighbours",
        ),
        quoted(
            "model-of-a-later-time",
            "2018-12-20",
            (PLANS_AGAIN, year(2018), mean(2021, 2018) + 3),
            "untestable",
            of="statistical_neighbours",
            says="of the 2021 model, as the model of the time is not held",
        ),
        quoted(
            "newer-model",
            "2025-09-20",
            (PLANS_AGAIN, year(2024), new),
            "confirmed",
            of="statistical_neighbours",
            says="of the 2025 model",
        ),
    ]


def cases_of_means_with_a_joint_figure(published, models):
    """Both authorities of one figure are neighbours of Swindon."""
    workers = "social_workers_fte"
    once = {
        key: value
        for key, value in published.items()
        if key[2] != SECOND_OF_A_JOINT_FIGURE
    }
    twice_counted, counted_once = (
        mean_of_neighbours(figures, models, SWINDON, 2025, workers, 2024)
        for figures in (published, once)
    )
    means = {
        "joint-figure-as-printed": (twice_counted, "confirmed"),
        "joint-figure-once": (counted_once, "confirmed"),
        "joint-figure-false": (counted_once - 20, "contradicted"),
    }
    return [
        replace(
            quoted(
                name,
                "2025-09-20",
                (workers, snapshot("2024-09-30"), value),
                verdict,
                named="2024",
                of="statistical_neighbours",
            ),
            la_code=SWINDON,
        )
        for name, (value, verdict) in means.items()
    ]


def cases_of_populations(published, populations):
    count = published["referrals", 2024, MEDWAY]
    then = round(10000 * count / populations[MEDWAY, 2022], 1)
    now = published["referral_rate", 2024, MEDWAY]
    earlier = published["referral_rate", 2022, MEDWAY]
    may, december = "2024-05-10", "2024-12-10"
    return [
        own(
            "estimate-of-the-time",
            ("referral_rate", year(2024), then),
            "untestable",
            written=may,
            says="over the population estimate of mid-2022, the latest that was out",
        ),
        own(
            "estimate-of-the-time-with-its-count",
            ("referral_rate", year(2024), then),
            "untestable",
            written=may,
            cells={"numerator": str(int(count))},
        ),
        own(
            "estimate-of-the-year-before-when-the-next-was-out",
            ("referral_rate", year(2024), then),
            "contradicted",
            written=december,
        ),
        own("estimate-of-today", ("referral_rate", year(2024), now), "confirmed"),
        own(
            "rate-of-another-year",
            ("referral_rate", year(2024), earlier),
            "contradicted",
            says="it is your published figure of 2022",
        ),
        own(
            "rate-beyond-any-revision",
            ("referral_rate", year(2024), round(then * 1.1, 1)),
            "contradicted",
            written=may,
        ),
        own(
            "children-of-the-time",
            ("child_population", march(2024), populations[MEDWAY, 2022]),
            "untestable",
            written=may,
        ),
        own(
            "children-of-no-time",
            ("child_population", march(2024), populations[MEDWAY, 2022] - 3000),
            "contradicted",
            written=may,
        ),
        own(
            "rate-before-the-re-basing",
            ("cla_rate", march(2020), published["cla_rate", 2020, MEDWAY] - 2),
            "untestable",
            written="2020-12-20",
        ),
        own(
            "rate-after-the-re-basing",
            ("cla_rate", march(2020), published["cla_rate", 2020, MEDWAY] - 2),
            "contradicted",
        ),
    ]


def cases_of_parts(published):
    total = published["cla_at_year_end", 2023, MEDWAY]
    foster = published["cla_in_foster_care", 2023, MEDWAY]
    homes = published["cla_in_childrens_homes", 2023, MEDWAY]
    referrals = published["referrals", 2023, MEDWAY]

    def share(indicator, of_hundred, amount):
        return (indicator, march(2023), of_hundred, {"numerator": str(int(amount))})

    in_care = round(total * foster / 100)
    right = share("cla_in_foster_care", foster, in_care)
    wrong = share("cla_in_childrens_homes", 60, round(total * 0.6))
    so_many = ("cla_at_year_end", march(2023), total)
    return [
        own("total-beside-wrong-parts", so_many, "confirmed", beside=(right, wrong)),
        own(
            "wrong-total-beside-parts",
            ("cla_at_year_end", march(2023), total - 200),
            "contradicted",
            beside=(right, share("cla_in_childrens_homes", homes, total * homes / 100)),
        ),
        own(
            "the-only-part-that-differs",
            ("cla_in_childrens_homes", march(2023), 60),
            "contradicted",
            cells={"numerator": str(round(total * 0.6))},
            beside=(right, (*so_many, {})),
        ),
        own(
            "the-part-beside-it",
            ("cla_in_foster_care", march(2023), foster),
            "confirmed",
            beside=(wrong, (*so_many, {})),
        ),
        own(
            "denominator-beside-a-wrong-count",
            (REREFERRALS, year(2023), published[REREFERRALS, 2023, MEDWAY]),
            "confirmed",
            cells={"denominator": str(int(referrals))},
            beside=(("referrals", year(2023), referrals + 20, {}),),
        ),
        own(
            "wrong-denominator-beside-a-count",
            (REREFERRALS, year(2023), published[REREFERRALS, 2023, MEDWAY]),
            "contradicted",
            cells={"denominator": str(int(referrals + 20))},
            beside=(("referrals", year(2023), referrals, {}),),
        ),
        own(
            "year-beside-wrong-months",
            ("referrals", year(2023), referrals),
            "confirmed",
            beside=tuple(("referrals", month, 10, {}) for month in months_of(2022)),
        ),
        own(
            "true-figure-with-a-wrong-target",
            ("cla_rate", march(2023), published["cla_rate", 2023, MEDWAY]),
            "confirmed",
            cells={"target": "800"},
            says="the target is of another scale",
        ),
        own(
            "false-figure-with-a-wrong-target",
            ("cla_rate", march(2023), published["cla_rate", 2023, MEDWAY] + 5),
            "contradicted",
            cells={"target": "800"},
        ),
    ]


def months_of(first_year):
    lengths = (30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31)
    months = [(first_year, n) for n in range(4, 13)]
    months += [(first_year + 1, n) for n in range(1, 4)]
    return [
        ("month", f"{in_year}-{month:02}-01", f"{in_year}-{month:02}-{days}")
        for (in_year, month), days in zip(months, lengths, strict=True)
    ]


def cases_of_counts(counts):
    referrals = counts[REREFERRALS, 2014, PETERBOROUGH][1]
    plans = counts[TWO_YEARS, 2014, PETERBOROUGH][1]
    place = {"la_code": PETERBOROUGH, "written": "2014-12-10"}
    return [
        own(
            "denominator-that-is-published",
            ("referrals", year(2014), referrals),
            "confirmed",
            **place,
        ),
        own(
            "denominator-that-is-not",
            ("referrals", year(2014), referrals + 200),
            "contradicted",
            **place,
        ),
        own(
            "plans-a-month-later",
            ("cpp_at_year_end", snapshot("2014-04-30"), plans),
            "untestable",
            says="published for the year ending in 2014",
            **place,
        ),
    ]


def cases_of_symbols():
    return [
        own(
            "unreliable-is-no-zero",
            ("icpc_11_to_15_days", year(2024), 1450),
            "untestable",
            la_code=HAMPSHIRE,
            says="withheld as of low reliability",
        ),
        own(
            "low-is-no-zero",
            ("social_worker_absence_rate", ("year", "2021-10-01", "2022-09-30"), 0.1),
            "untestable",
            la_code="852",
            says="rounds to nothing",
        ),
    ]


@pytest.fixture(scope="module")
def counts(seeds):
    found = {}
    files = sorted((seeds / "published").glob("*.csv"))
    rows = pl.concat([pl.read_csv(file, infer_schema=False) for file in files])
    for row in rows.iter_rows(named=True):
        key = (row["indicator_id"], int(row["year"]), row["area_code"])
        parts = (row["numerator"] or "", row["denominator"] or "")
        if all(part.isdigit() for part in parts):
            found[key] = tuple(int(part) for part in parts)
    return found


@pytest.fixture(scope="module")
def populations(seeds):
    rows = pl.read_csv(seeds / "areas" / "rc_population_0_17.csv", infer_schema=False)
    return {
        (row["area_code"], int(row["mid_year"])): int(row["population_0_17"])
        for row in rows.iter_rows(named=True)
    }


@pytest.fixture(scope="module")
def models(seeds):
    found = {}
    path = seeds / "areas" / "rc_statistical_neighbours.csv"
    for row in pl.read_csv(path, infer_schema=False).iter_rows(named=True):
        by_model = found.setdefault(row["la_code"], {})
        by_model.setdefault(int(row["model"]), []).append(row["neighbour_code"])
    return found


def frame(rows, columns):
    return pl.DataFrame(
        [{name: str(row.get(name, "")) for name in columns} for row in rows],
        schema=dict.fromkeys(columns, pl.String),
    )


def cells_of(case, row, cells):
    indicator, (kind, start, end), value = row
    return {
        "report_id": case.name,
        "report_date": case.written,
        "la_code": case.la_code,
        "indicator_id": indicator,
        "period_type": kind,
        "period_start": start,
        "period_end": end,
        "period_basis": "printed",
        "value": f"{value:.10g}" if isinstance(value, float) else value,
        "comparator": case.comparator,
        **cells,
    }


def tables(case):
    rows = [cells_of(case, case.row, case.cells)]
    rows += [cells_of(case, each[:3], each[3]) for each in case.beside]
    if not case.comparator:
        return {"Figures": frame(rows, FIGURES)}
    contacts = cells_of(case, ("contacts", year(2020), 100), {})
    return {
        "Figures": frame([contacts], FIGURES),
        "Comparators": frame(rows, COMPARATORS),
    }


@pytest.fixture(scope="module")
def cases(published, counts, populations, models):
    return [
        *cases_of_notes(published),
        *cases_of_what_was_out(published),
        *cases_of_neighbours(published, models),
        *cases_of_means_with_a_joint_figure(published, models),
        *cases_of_populations(published, populations),
        *cases_of_parts(published),
        *cases_of_counts(counts),
        *cases_of_symbols(),
    ]


@pytest.fixture(scope="module")
def checked(cases, new_database, tmp_path_factory):
    database = new_database(tmp_path_factory.mktemp("never") / "w.duckdb")
    with Workspace.open(database) as workspace:
        for case in cases:
            workspace.load_tables("kpi_return", tables(case))
        return workspace.check(suites=False)


@pytest.fixture(scope="module")
def verdicts(cases, checked):
    found = {}
    for row in checked.verdicts.iter_rows(named=True):
        name = row["return_id"].split("-", 2)[2]
        found[name, row["table_name"], row["row_number"]] = row
    return {
        case.name: found[case.name, "Comparators" if case.comparator else "Figures", 1]
        for case in cases
    }


def test_every_case_has_the_verdict_of_its_kind(cases, verdicts):
    wrong = [
        (
            case.name,
            case.verdict,
            verdicts[case.name]["verdict"],
            case.says,
            verdicts[case.name]["reason"],
        )
        for case in cases
        if verdicts[case.name]["verdict"] != case.verdict
        or case.says not in verdicts[case.name]["reason"]
    ]
    assert wrong == []


def test_every_kind_has_true_and_false_cases(cases):
    assert len(cases) == len({case.name for case in cases})
    given = [case.verdict for case in cases]
    assert given.count("contradicted") >= 15
    assert given.count("confirmed") >= 15


def test_parts_of_a_right_total_are_told_at_the_total(checked):
    told = checked.findings.filter(
        (pl.col("check_id") == "reconciliation:parts_against_total")
        & pl.col("return_id").str.ends_with("total-beside-wrong-parts")
    )
    assert told.height == 1
    message = told.row(0, named=True)["message"]
    assert "its parts are in question" in message
    assert message.endswith("Correct what it is made of or say why.")


def test_a_note_alone_is_no_finding(checked):
    assert "reconciliation:definition_wording" not in checked.findings["check_id"]


def test_a_joint_figure_is_ranked_once(checked, published):
    rows = {
        row["la_code"]: row
        for row in checked.benchmarks.filter(
            (pl.col("source") == "published")
            & (pl.col("indicator_id") == "social_worker_turnover_rate")
            & (pl.col("return_year") == 2025)
        ).iter_rows(named=True)
    }
    assert rows["314"]["rank"] == rows["318"]["rank"]
    values = [row["value"] for code, row in rows.items() if code not in ("318", "941")]
    assert rows["314"]["rank"] == 1 + sum(
        value < published["social_worker_turnover_rate", 2025, "314"]
        for value in values
    )


def test_a_new_authority_has_its_first_september(checked):
    found = checked.benchmarks.filter(
        (pl.col("source") == "published")
        & (pl.col("indicator_id") == "social_workers_fte")
        & (pl.col("return_year") == 2023)
        & pl.col("la_code").is_in(["942", "943"])
    )
    assert sorted(found["value"]) == [81.2, 162.9]
