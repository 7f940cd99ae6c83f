"""Published files: which release one is, and which columns it has to have."""

import pytest
import yaml
from published_files import ENGLAND, HEADINGS, REFERRALS, WORKFORCE, row, rows, write

from returncheck.errors import InputError
from returncheck.published import SHIPPED, read_mapping
from returncheck.published.figures import figures_of
from returncheck.published.reader import read_published_file


def read(path, mapping=None):
    known = read_mapping(mapping)
    file = read_published_file(path, known)
    return file, figures_of(file, known)


def values(figures, indicator_id):
    found = figures.filter(figures["indicator_id"] == indicator_id)
    return dict(zip(found["area_code"], found["value"], strict=True))


def test_file_is_known_by_its_headings_whatever_its_name(tmp_path):
    file, _ = read(write(tmp_path / "anything.txt", rows()))
    assert file.release.release_id == "children_in_need_referrals"


def test_file_gives_value_counts_year_and_area_of_every_series(tmp_path):
    _, figures = read(write(tmp_path / "f.csv", rows(rereferral_percent="20.4")))
    assert values(figures, "rereferrals_within_12_months") == {
        "E92000001": "20",
        "E12000008": "20",
        "887": "20.4",
    }
    medway = figures.filter(figures["area_code"] == "887").rows(named=True)
    assert [
        (r["indicator_id"], r["numerator"], r["denominator"], r["value"])
        for r in medway
    ] == [
        ("referrals", None, None, "1000"),
        ("rereferrals_within_12_months", "200", "1000", "20.4"),
        ("referrals_no_further_action", "50", "1000", "5"),
        ("referrals_assessed_not_in_need", "305", "1000", "30.5"),
    ]
    assert {(r["year"], r["area_type"]) for r in medway} == {(2026, "authority")}


def test_headings_may_stand_in_any_order_and_case_behind_a_byte_order_mark(tmp_path):
    names = [name.upper() for name in reversed([*HEADINGS, *REFERRALS])]
    listed = [{n.upper(): cell for n, cell in each.items()} for each in rows()]
    _, figures = read(write(tmp_path / "f.csv", listed, names, "utf-8-sig"))
    assert values(figures, "referrals")["887"] == "1000"


def test_rows_of_other_levels_and_filters_are_left_out(tmp_path):
    extra = [
        row(ENGLAND, geographic_level="Parliamentary constituency"),
        row(ENGLAND, category="Something else", referral_count="1"),
    ]
    _, figures = read(write(tmp_path / "f.csv", [*rows(), *extra]))
    assert values(figures, "referrals") == dict.fromkeys(
        ("E92000001", "E12000008", "887"), "1000"
    )


def test_workforce_file_is_known_by_any_of_the_names_of_a_column(tmp_path):
    renamed = {
        {"agency_rate_fte": "agency_worker_rate_fte"}.get(name, name): cell
        for name, cell in WORKFORCE.items()
    }
    for figures in (WORKFORCE, renamed):
        listed = [row(ENGLAND, "2026", figures)]
        _, found = read(write(tmp_path / "f.csv", listed))
        assert values(found, "social_worker_agency_rate") == {"E92000001": "17.8"}
        assert values(found, "social_worker_caseload") == {"E92000001": "15.4"}


def test_unknown_file_is_told_which_releases_are_known(tmp_path):
    path = tmp_path / "f.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError) as refusal:
        read(path)
    said = str(refusal.value)
    assert "\n" not in said
    for release in yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))["releases"]:
        assert release["title"] in said


def test_every_missing_column_is_named_at_once(tmp_path):
    names = [*HEADINGS, *REFERRALS]
    names.remove("old_la_code")
    names.remove("rereferral_count")
    with pytest.raises(InputError, match="'old_la_code', 'rereferral_count'"):
        read(write(tmp_path / "f.csv", rows(), names))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(
            (",".join([*HEADINGS, *REFERRALS]) + "\n").encode(),
            "no row below its headings",
            id="headings only",
        ),
        pytest.param(
            (",".join([*HEADINGS, *REFERRALS, "referral_count"]) + "\n1\n").encode(),
            "'referral_count' twice",
            id="heading twice",
        ),
        pytest.param(
            (",".join([*HEADINGS, *REFERRALS]) + "\n2026\n").encode(),
            "rows of another length",
            id="ragged",
        ),
        pytest.param("a,b\n".encode("utf-16"), "is not UTF-8", id="utf-16"),
    ],
)
def test_unreadable_files_are_refused_in_one_line(tmp_path, content, words):
    path = tmp_path / "f.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=words) as refusal:
        read(path)
    assert "\n" not in str(refusal.value)


def test_missing_file_is_refused(tmp_path):
    with pytest.raises(InputError, match="cannot be read: No such file"):
        read(tmp_path / "none.csv")


def test_a_mapping_of_ones_own_names_other_columns(tmp_path):
    document = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    document["columns"]["time_period"] = "jahr"
    document["releases"] = [
        {
            "id": "mine",
            "title": "Mine",
            "recognise": ["amount"],
            "time_identifiers": ["Reporting year"],
            "series": [{"indicator": "referrals", "value": "amount"}],
        }
    ]
    mapping = tmp_path / "m.yml"
    mapping.write_text(yaml.safe_dump(document), encoding="utf-8")
    listed = [{**row(ENGLAND, figures={"amount": "7"}), "jahr": "2027"}]
    names = [n for n in [*HEADINGS, "amount", "jahr"] if n != "time_period"]
    file, figures = read(write(tmp_path / "f.csv", listed, names), mapping)
    assert file.release.title == "Mine"
    assert figures.select("year", "value").rows() == [(2027, "7")]


def test_a_file_that_fits_two_releases_equally_is_refused(tmp_path):
    document = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    twin = {**document["releases"][0], "id": "twin"}
    document["releases"].append(twin)
    mapping = tmp_path / "m.yml"
    mapping.write_text(yaml.safe_dump(document), encoding="utf-8")
    path = write(tmp_path / "f.csv", rows())
    with pytest.raises(InputError, match="could be 'children_in_need_referrals' or"):
        read(path, mapping)
