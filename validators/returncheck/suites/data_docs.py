"""Writes Great Expectations' Data Docs, cut down to what may leave the machine.

Its pages load scripts and styles from many hosts and show what they found. Here every
value is left out before the page is rendered, and everything that a browser would
fetch or run is taken out after.
"""

import html
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import great_expectations as gx
from great_expectations.core import (
    ExpectationSuiteValidationResult,
    ExpectationValidationResult,
)
from great_expectations.expectations.expectation_configuration import (
    ExpectationConfiguration,
)
from great_expectations.render.renderer.page_renderer import (
    ValidationResultsPageRenderer,
)
from great_expectations.render.view.view import DefaultJinjaPageView
from lxml import etree
from lxml import html as lxml_html

from returncheck.suites.definitions import Outcome
from returncheck.suites.judging import Judgement, SuiteVerdicts

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem;
       padding: 0 1rem; color: #1a1a1a; background: #fff; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
th, td { border: 1px solid #767676; padding: .4rem .6rem; text-align: left; }
.text-success::before { content: "passed"; color: #005a30; }
.text-danger::before { content: "failed"; color: #a00000; }
.text-warning::before { content: "could not run"; color: #7a4b00; }
"""
# What needs a script or another host, or points to pages that are not written.
_DROPPED = (
    "//script | //style | //link | //img | //iframe | //form | //footer"
    " | //nav[contains(@class, 'sticky-top')]"
    " | //div[contains(@class, 'card') and .//input]"
)


def write_data_docs(runs: Sequence[SuiteVerdicts], folder: Path) -> Path:
    """Write an index and one page a suite; pages of the same name are replaced.

    Args:
        runs: What came of each suite; one in which nothing was judged stands on the
            index and has no page.
        folder: Folder to write to; made if it is not there.

    Returns:
        The index page. The pages hold no value of a record, make no request and run
        no script.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for run in runs:
        page = folder / f"{run.suite}.html"
        page.unlink(missing_ok=True)
        if run.judgements:
            page.write_text(
                _suite_page(run.suite, run.judgements), encoding="utf-8", newline="\n"
            )
    index = folder / "index.html"
    index.write_text(
        _self_contained(_index(runs), "Data Docs"), encoding="utf-8", newline="\n"
    )
    return index


def _suite_page(suite: str, judgements: Sequence[Judgement]) -> str:
    renderer = ValidationResultsPageRenderer(run_info_at_end=True)
    document = renderer.render(_suite_result(suite, judgements))
    view = DefaultJinjaPageView()
    page = view.render(  # type: ignore[no-untyped-call]
        document, show_how_to_buttons=False
    )
    return _self_contained(page, title=f"Suite {suite}")


def _suite_result(
    suite: str, judgements: Sequence[Judgement]
) -> ExpectationSuiteValidationResult:
    results = [_without_values(judgement) for judgement in judgements]
    successful = sum(judgement.success for judgement in judgements)
    tables = {judgement.verdict.expectation.table for judgement in judgements}
    return ExpectationSuiteValidationResult(
        success=successful == len(results),
        results=results,
        suite_name=suite,
        statistics={
            "evaluated_expectations": len(results),
            "successful_expectations": successful,
            "unsuccessful_expectations": len(results) - successful,
            "success_percent": 100 * successful / len(results),
        },
        meta={
            "run_id": {
                "run_name": "returncheck",
                "run_time": datetime.now(UTC).isoformat(),
            },
            "great_expectations_version": gx.__version__,
            "batch_spec": {"data_asset_name": ", ".join(sorted(tables))},
        },
    )


def _without_values(judgement: Judgement) -> ExpectationValidationResult:
    """The verdict alone: no counts, no values, no trace with paths in it."""
    asked = judgement.configuration
    could_not_run = judgement.verdict.outcome is Outcome.COULD_NOT_RUN
    return ExpectationValidationResult(
        success=judgement.success,
        expectation_config=ExpectationConfiguration(
            type=asked.type,
            kwargs=asked.kwargs,
            # The templates do not escape, and a return may be called anything.
            description=html.escape(asked.description or ""),
            severity=asked.severity,
        ),
        exception_info={
            "raised_exception": could_not_run,
            "exception_traceback": "" if could_not_run else None,
            "exception_message": "The check could not run" if could_not_run else None,
        },
    )


def _index(runs: Sequence[SuiteVerdicts]) -> str:
    heads = "".join(
        f"<th>{outcome.value.replace('_', ' ')}</th>" for outcome in Outcome
    )
    rows = "".join(f"<tr>{_index_cells(run)}</tr>" for run in runs)
    return (
        "<html><head></head><body><h1>Suites of expectations</h1><table>"
        f"<thead><tr><th>suite</th>{heads}</tr></thead><tbody>{rows}</tbody>"
        "</table></body></html>"
    )


def _index_cells(run: SuiteVerdicts) -> str:
    outcomes = [verdict.outcome for verdict in run.verdicts]
    link = f'<a href="{run.suite}.html">{run.suite}</a>'
    counts = "".join(f"<td>{outcomes.count(outcome)}</td>" for outcome in Outcome)
    return f"<td>{link if run.judgements else run.suite}</td>{counts}"


def _self_contained(page: str, title: str) -> str:
    """A page that fetches nothing and runs nothing, whatever stood in it."""
    root = lxml_html.document_fromstring(page)
    for element in root.xpath(_DROPPED):
        if element.getparent() is not None:
            element.drop_tree()
    for element in root.iter(etree.Element):
        for name in list(element.attrib):
            if name.startswith("on") or name in ("src", "srcset", "style"):
                del element.attrib[name]
        if not element.get("href", "#").startswith("#") and not _is_page(element):
            del element.attrib["href"]
    head = root.find("head")
    head.clear()
    for part in (
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{html.escape(title)}</title>",
        f"<style>{_STYLE}</style>",
    ):
        head.append(lxml_html.fragment_fromstring(part))
    root.set("lang", "en")
    text = lxml_html.tostring(root, doctype="<!DOCTYPE html>", encoding="unicode")
    return str(text)


def _is_page(element: lxml_html.HtmlElement) -> bool:
    """Whether a link leads to another page of the same folder."""
    target = str(element.get("href"))
    return target.endswith(".html") and "/" not in target
