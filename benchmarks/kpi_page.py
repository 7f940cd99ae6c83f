"""Measures the page of 24 monthly KPI returns: its size, its first paint, a filter.

Usage: python benchmarks/kpi_page.py. Needs a browser, as tests/browser has one. The
returns are those of tests/browser/kpi_months.py.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from returncheck import Workspace
from returncheck.report.page import build_page, render_page
from returncheck.settings.config import FailOn

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "browser"))
from kpi_months import write_months

TRIES = 5
FILTER = """async () => {
  const box = document.querySelector("#performance input[type=checkbox]");
  const begun = performance.now();
  box.click();
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const took = performance.now() - begun;
  box.click();
  return took;
}"""
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


def main() -> None:
    """Write the page, open it, and print what it costs."""
    browser_path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as started:
        folder = Path(name)
        with Workspace.open(folder / "w.duckdb") as workspace:
            for file in write_months(folder / "in"):
                workspace.load(file)
            found = workspace.check()
        page = build_page(
            found,
            fail_on=FailOn.ERROR,
            exit_code=found.exit_code(),
            refused=(),
            synthetic=False,
        )
        written = folder / "report.html"
        written.write_text(render_page(page), encoding="utf-8")
        browser = started.chromium.launch(
            executable_path=browser_path, args=["--no-sandbox"]
        )
        opened = browser.new_page(viewport={"width": 1280, "height": 900})
        opened.goto(f"{written.as_uri()}#performance")
        opened.wait_for_selector("html.ready")
        paint = opened.evaluate(PAINT)
        took = min(opened.evaluate(FILTER) for _ in range(TRIES))
        height = opened.evaluate("document.documentElement.scrollHeight")
        print("| page MB | first paint ms | filter ms | height px |")
        print("| --: | --: | --: | --: |")
        size = written.stat().st_size / 1e6
        print(f"| {size:.2f} | {paint:.0f} | {took:.0f} | {height:,} |")
        browser.close()


if __name__ == "__main__":
    main()
