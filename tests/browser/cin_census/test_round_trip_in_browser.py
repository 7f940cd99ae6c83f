"""From a real run to the browser and back: records, reasons, pseudonyms."""

import json

import polars as pl
import pytest

from returncheck.synth import generate_cin_census

RUN = ("run", "in", "--no-suites", "--fail-on", "query")


@pytest.fixture(scope="module")
def checked(returncheck_in, new_database, tmp_path_factory):
    """A folder in which a return with two queries was checked."""
    folder = tmp_path_factory.mktemp("round-trip")
    (folder / "in").mkdir()
    generate_cin_census(
        authority="887",
        year=2026,
        children=120,
        seed=3,
        plants={"8670Q": 2},
        out=folder / "in" / "cin.xml",
    )
    new_database(folder / "out" / "returncheck.duckdb")
    shown = returncheck_in(folder, *RUN, "--out", "out")
    assert shown.returncode == 1, shown.stderr
    return folder


def open_first_query(page):
    page.get_by_label("Weight", exact=True).select_option("query")
    page.locator(".long-entry").first.click()
    return page.locator("#detail-title").inner_text()


def test_reasons_typed_on_the_page_explain_the_next_run(
    checked, open_page, returncheck_in
):
    page = open_page(checked / "out" / "report.html")
    child = open_first_query(page)
    page.get_by_label("Given by").fill("A. Analyst")
    page.get_by_label("Reason, if it is right as it is").fill("Held open by the court")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download explanations (1)").click()
    download.value.save_as(checked / "given.csv")
    shown = returncheck_in(checked, *RUN, "--out", "out", "--explanations", "given.csv")
    assert "1 query explained" in shown.stdout, shown.stdout + shown.stderr
    findings = pl.read_parquet(checked / "out" / "findings.parquet")
    answered = findings.filter(pl.col("explanation").is_not_null())
    assert set(answered["child_id"]) == {child}
    assert set(answered["explanation"]) == {"Held open by the court"}
    again = open_page(checked / "out" / "report.html")
    again.get_by_label("Answer", exact=True).select_option("explained")
    again.locator(".long-entry").first.click()
    assert "Held open by the court" in again.locator(".answer").inner_text()
    assert "0 mended and 0 new since today" in again.locator(".headline").inner_text()


def test_child_opens_with_every_record_of_the_file(checked, open_page):
    page = open_page(checked / "out" / "report.html")
    child = open_first_query(page)
    shown = set(page.locator(".of-table h5").all_inner_texts())
    text = (checked / "in" / "cin.xml").read_text(encoding="utf-8")
    record = text.partition(f"<LAchildID>{child}</LAchildID>")[2].partition("</Child>")[
        0
    ]
    assert record.count("<Assessments>") > 0
    number = record.count("<Assessments>")
    assert f"Assessments {number} record{'s' * (number > 1)}" in shown
    assert any(each.startswith("ChildIdentifiers 1") for each in shown)


def test_redacted_page_holds_no_identifier_in_its_data(
    checked, open_page, returncheck_in
):
    out = checked / "redacted"
    shown = returncheck_in(
        checked, "run", "in", "--no-suites", "--redact", "--out", "redacted"
    )
    assert shown.returncode in (0, 1), shown.stderr
    page = open_page(out / "report.html")
    assert open_first_query(page).startswith("id-")
    data = page.evaluate(
        """async () => {
          const text = document.getElementById("data").textContent.trim();
          const bytes = Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
          const plain = new Blob([bytes]).stream();
          const read = plain.pipeThrough(new DecompressionStream("gzip"));
          return JSON.stringify(JSON.parse(await new Response(read).text()));
        }"""
    )
    assert "MADEUP" not in data
    columns = {
        column["name"]
        for table in json.loads(data)["to_mend"]["records"]
        for column in table["columns"]
    }
    assert "UPN" in columns
    assert "PersonBirthDate" not in columns
