"""`returncheck ui` as its users see it: a real process and a real browser."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import pytest

PATIENCE = 180_000
"""Milliseconds; a first check waits for what a machine is busy with."""


class Served:
    """A process of `returncheck ui`."""

    def __init__(self, folder, temporary, *options):
        command = Path(sys.executable).with_name("returncheck")
        self.process = subprocess.Popen(
            [str(command), "ui", "--no-browser", *options],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "TMPDIR": str(temporary), "TEMP": str(temporary)},
        )
        self.lines = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        until = time.monotonic() + 60
        while len(self.lines) < 3:
            assert time.monotonic() < until, self.lines
            assert self.process.poll() is None, self.lines
            time.sleep(0.05)
        self.address = self.lines[1]

    def _read(self):
        for line in self.process.stdout:
            self.lines.append(line.rstrip())

    def ended(self):
        code = self.process.wait(timeout=60)
        self._reader.join(timeout=10)
        return code


@pytest.fixture
def temporary(tmp_path):
    folder = tmp_path / "temporary"
    folder.mkdir()
    return folder


@pytest.fixture
def serve(tmp_path, temporary):
    started = []

    def start(*options):
        started.append(Served(tmp_path, temporary, *options))
        return started[-1]

    yield start
    for each in started:
        each.process.kill()
        each.process.wait()


@pytest.fixture
def visit(browser):
    """Opens an address in a browser of its own; what the page complains of is kept."""
    contexts = []

    def opened(address, **options):
        context = browser.new_context(accept_downloads=True, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.complaints = []
        page.on(
            "console",
            lambda message: (
                page.complaints.append(message.text)
                if message.type in ("error", "warning")
                else None
            ),
        )
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(address)
        page.wait_for_load_state("networkidle")
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def report(root):
    return root / "examples" / "reports" / "medway-2018-06.csv"


def wait_for_result(page):
    page.wait_for_selector("#result:not([hidden])", timeout=PATIENCE)


def sessions(temporary):
    return [path for path in temporary.iterdir() if "returncheck-ui" in path.name]


def test_a_return_is_checked_read_explained_and_downloaded(
    serve, visit, report, temporary, axe_violations, tmp_path
):
    served = serve()
    page = visit(served.address)
    assert axe_violations(page) == []
    assert page.locator("#check").is_disabled()
    page.set_input_files("#choose", report)
    page.locator("#files li").wait_for()
    page.click("#check")
    page.locator("#step").wait_for()
    wait_for_result(page)
    assert axe_violations(page) == []
    assert page.evaluate("document.activeElement.id") == "result-title"

    with page.context.expect_page() as opened:
        page.click("#report")
    read = opened.value
    read.wait_for_selector("html.ready")
    assert read.title()

    with page.expect_download() as saved:
        page.click("#all")
    packed = tmp_path / "all.zip"
    saved.value.save_as(packed)
    names = zipfile.ZipFile(packed).namelist()
    assert {"report.html", "findings.csv", "queries-to-explain.csv"} <= set(names)
    assert not [name for name in names if name.endswith(".duckdb")]

    reasons = page.locator("#queries input")
    before = reasons.count()
    assert before > 0
    reasons.first.fill("Published before late records, «so»")
    page.click("#save")
    assert page.locator("#reason-told").inner_text().startswith("A reason needs a name")
    page.fill("#by", "A. Analyst")
    page.click("#save")
    page.locator("#progress").wait_for(state="visible")
    wait_for_result(page)
    assert page.locator("#queries input").count() == before - 1
    page.locator("#given summary").click()
    with page.expect_download() as saved:
        page.get_by_role("link", name="results.json").click()
    results = json.loads(Path(saved.value.path()).read_text(encoding="utf-8"))
    assert results["counts"]["explained"] == 1
    assert page.complaints == []

    assert sessions(temporary)
    page.click("#end")
    page.wait_for_selector("#over:not([hidden])")
    assert "files are erased" in page.locator("#over").inner_text()
    assert served.ended() == 0
    assert sessions(temporary) == []
    assert served.lines[-1] == "Ended, and the files are erased."


def test_address_opens_once_and_for_one_browser(serve, visit):
    served = serve()
    page = visit(served.address)
    assert page.locator("h1").inner_text() == "Returncheck"
    assert "token" not in page.url
    page.reload()
    assert page.locator("h1").inner_text() == "Returncheck"
    again = visit(served.address)
    assert "was used already" in again.locator("body").inner_text()
    without = visit(page.url)
    assert "belongs to another window" in without.locator("body").inner_text()


def test_another_page_reaches_nothing(serve, visit, tmp_path):
    served = serve()
    page = visit(served.address)
    evil = tmp_path / "evil.html"
    evil.write_text("<!doctype html><title>x</title><body>", encoding="utf-8")
    other = page.context.new_page()  # which has the cookie
    other.goto(evil.as_uri())
    tried = other.evaluate(
        """async (space) => {
          const tried = [];
          for (const [path, method] of [["state", "GET"], ["end", "POST"]]) {
            tried.push(await fetch(space + path, {method, credentials: "include"})
              .then((answer) => answer.status, () => "refused"));
          }
          return tried;
        }""",
        page.url,
    )
    assert tried == ["refused", "refused"]
    assert served.process.poll() is None
    page.reload()
    assert page.locator("#end").is_visible()


def test_wrong_file_gives_one_plain_line(serve, visit, tmp_path):
    page = visit(serve().address)
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("what,is\n1,2\n", encoding="utf-8")
    page.set_input_files("#choose", wrong)
    page.locator("#files li").wait_for()
    page.click("#check")
    wait_for_result(page)
    told = page.locator("#told li")
    assert told.count() == 1
    assert "wrong.csv is no table of a known return" in told.inner_text()
    assert "Traceback" not in page.locator("body").inner_text()
    assert page.locator("#given").is_hidden()
    page.get_by_role("button", name="Remove wrong.csv").click()
    page.locator("#files li").wait_for(state="detached")
    assert page.locator("#check").is_disabled()


def test_check_can_be_stopped(serve, visit, report):
    page = visit(serve().address)
    page.set_input_files("#choose", report)
    page.locator("#files li").wait_for()
    page.click("#check")
    page.click("#stop")
    page.locator("#progress").wait_for(state="hidden")
    assert page.locator("#result").is_hidden()
    assert page.locator("#check").is_enabled()


@pytest.mark.parametrize("width", [320, 400])
def test_nothing_of_the_form_is_cut_off(serve, visit, width):
    page = visit(serve().address, viewport={"width": width, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_everything_is_reached_by_keyboard(serve, visit, report):
    page = visit(serve().address)
    page.set_input_files("#choose", report)
    page.locator("#files li").wait_for()
    reached = []
    for _ in range(8):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                "document.activeElement.id || document.activeElement.textContent"
            )
        )
    wanted = ["choose", "choose-folder", "Remove", "authority", "year", "check", "end"]
    assert [each for each in reached if each in wanted] == wanted


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX's")
def test_ctrl_c_erases_too(serve, visit, report, temporary):
    served = serve()
    page = visit(served.address)
    page.set_input_files("#choose", report)
    page.locator("#files li").wait_for()
    page.click("#check")
    served.process.send_signal(signal.SIGINT)
    assert served.ended() == 130
    assert sessions(temporary) == []


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX's")
def test_nothing_is_left_of_a_killed_process(serve, visit, report, temporary):
    served = serve()
    page = visit(served.address)
    page.set_input_files("#choose", report)
    page.locator("#files li").wait_for()
    served.process.kill()
    served.process.wait()
    until = time.monotonic() + 60
    while [path for path in sessions(temporary) if path.is_dir()]:
        assert time.monotonic() < until
        time.sleep(0.1)


def test_outputs_are_kept_where_that_is_asked_for(serve, visit, report, tmp_path):
    served = serve("--keep", "kept")
    page = visit(served.address)
    assert "Results are kept in kept" in page.locator("#kept").inner_text()
    page.set_input_files("#choose", report)
    page.locator("#files li").wait_for()
    page.click("#check")
    wait_for_result(page)
    page.click("#end")
    assert served.ended() == 0
    assert (tmp_path / "kept" / "report.html").is_file()


def test_page_that_nobody_uses_ends_by_itself(serve, temporary):
    served = serve("--idle", "0.02")
    assert served.ended() == 0
    assert served.lines[-2].startswith("Nobody was there")
    assert sessions(temporary) == []
