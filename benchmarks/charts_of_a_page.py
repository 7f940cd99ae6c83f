"""How large and how slow 100 charts are: our own SVG beside libraries of charts.

    python benchmarks/charts_of_a_page.py
    python benchmarks/charts_of_a_page.py --uplot uPlot.iife.min.js \
        --chartjs chart.umd.min.js --echarts echarts.common.min.js

Each chart has 24 months, a target, England and limits. Without the file of a library it
is left out; `npm pack uplot` (`chart.js`, `echarts`) gives it. Needs Playwright and a
Chromium (`CHROMIUM` or /usr/bin/chromium).
"""

import argparse
import json
import os
import random
import statistics
import tempfile
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

import returncheck.report as report
from returncheck.report.pictures.run_chart import Beside, RunChart, draw_run_chart
from returncheck.report.sections.score_series import ScoreSeries, SeriesPoint

CHARTS, MONTHS, RUNS = 100, 24, 5
TARGET, ENGLAND = 90.0, 85.7
_DRAWN = (
    "requestAnimationFrame(() => requestAnimationFrame("
    "() => { window.done = performance.now(); }))"
)

UPLOT = """
for (const [i, v] of DATA.entries()) {
  const at = document.body.appendChild(document.createElement('div'));
  new uPlot({width: 720, height: 270, scales: {x: {time: false}}, series: [{},
    {stroke: '#00566b'}, {stroke: '#a4123f', dash: [8, 3]}, {stroke: '#8a4b00'},
    {stroke: '#55606f'}, {stroke: '#55606f'}, {stroke: '#1b2433'}]},
    [v.map((_, n) => n), v, v.map(() => 90), v.map(() => 85.7), v.map(() => 77),
     v.map(() => 84), v.map(() => 80)], at);
}
"""
CHARTJS = """
for (const v of DATA) {
  const box = document.body.appendChild(document.createElement('div'));
  box.style.cssText = 'width:720px;height:270px';
  const at = box.appendChild(document.createElement('canvas'));
  const flat = (label, value) => ({label, data: v.map(() => value), pointRadius: 0});
  new Chart(at, {type: 'line', options: {animation: false, maintainAspectRatio: false},
    data: {labels: v.map((_, n) => n), datasets: [{label: 'own', data: v},
      flat('target', 90), flat('England', 85.7), flat('low', 77), flat('high', 84),
      flat('mean', 80)]}});
}
"""
ECHARTS = """
for (const v of DATA) {
  const at = document.body.appendChild(document.createElement('div'));
  at.style.cssText = 'width:720px;height:270px';
  const flat = (name, value) => ({name, type: 'line', symbol: 'none',
    data: v.map(() => value)});
  echarts.init(at, null, {renderer: 'svg'}).setOption({animation: false,
    xAxis: {data: v.map((_, n) => n)}, yAxis: {min: 60},
    series: [{name: 'own', type: 'line', data: v}, flat('target', 90),
      flat('England', 85.7), flat('low', 77), flat('high', 84), flat('mean', 80)]});
}
"""
LIBRARIES = {"uplot": UPLOT, "chartjs": CHARTJS, "echarts": ECHARTS}


def series() -> list[list[float]]:
    """The figures of each chart."""
    chance = random.Random(1)
    return [
        [round(80 + chance.uniform(-3, 3), 1) for _ in range(MONTHS)]
        for _ in range(CHARTS)
    ]


def own_picture(number: int, values: list[float]) -> str:
    """A chart as the page has it."""
    points = tuple(
        SeriesPoint(
            start=None,
            end=date(2024 + place // 12, place % 12 + 1, 28),
            value=value,
            target=TARGET,
            label="",
            shown="",
            target_shown="",
        )
        for place, value in enumerate(values)
    )
    beside = Beside(
        kind="england",
        label=f"England 2025: {ENGLAND}%",
        name="England",
        value=ENGLAND,
        is_on=True,
    )
    picture, _ = draw_run_chart(
        RunChart(
            name=f"run-{number}",
            title="Assessments within 45 working days",
            description="Mean 80.0%; expected 77.0% to 84.0%.",
            unit="percent",
            series=ScoreSeries(
                kind="month", points=points, mean=80.0, limits=(77.0, 84.0)
            ),
            beside=(beside,),
        )
    )
    return str(picture)


def page_of(body: str, script: str = "") -> str:
    """A page that notes when it has been painted."""
    return (
        "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'>"
        "<title>Charts</title>"
        f"{body}<script>{script}\n{_DRAWN}</script>"
    )


def pages(files: dict[str, Path]) -> dict[str, str]:
    """The page of each way to draw."""
    values = series()
    templates = Path(report.__file__).parent / "templates"
    css = "".join(
        path.read_text(encoding="utf-8")
        for path in (templates / "report.css", templates / "parts" / "performance.css")
    )
    drawn = "".join(own_picture(number, each) for number, each in enumerate(values))
    found = {"own SVG": page_of(f"<style>{css}</style></head><body>{drawn}")}
    data = f"const DATA = {json.dumps(values, separators=(',', ':'))};"
    for name, path in files.items():
        library = path.read_text(encoding="utf-8")
        script = f"{library}\n{data}\n{LIBRARIES[name]}"
        found[name] = page_of("</head><body>", script)
    return found


def milliseconds(browser: Browser, path: Path) -> float:
    """From the start of the navigation to the second frame after the charts."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(path.as_uri())
    page.wait_for_function("window.done")
    taken = float(page.evaluate("window.done"))
    page.close()
    return taken


def main() -> None:
    """Print the size and the time of each."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in LIBRARIES:
        parser.add_argument(f"--{name}", type=Path)
    given = {name: path for name, path in vars(parser.parse_args()).items() if path}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as started:
        browser = started.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox"],
        )
        for name, html in pages(given).items():
            path = Path(folder) / "page.html"
            path.write_text(html, encoding="utf-8")
            taken = statistics.median(milliseconds(browser, path) for _ in range(RUNS))
            size = len(html.encode()) / 1000
            print(f"{name}: {size:,.0f} kB, {taken:,.0f} ms")


if __name__ == "__main__":
    main()
