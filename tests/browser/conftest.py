"""A real browser, and pages in it that are watched.

Where there is none these tests are left out, which the last lines of the run say; with
`RETURNCHECK_BROWSER=required` they fail instead.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

REQUIRED = "RETURNCHECK_BROWSER"
USUAL = (
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
HOW_TO_GET_ONE = (
    "No browser to test the page in: run `playwright install chromium`, or name one in "
    "CHROMIUM."
)


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    of_browser = [item for item in items if here in item.path.parents]
    if not of_browser or os.environ.get(REQUIRED) == "required" or is_there():
        return
    for item in of_browser:
        item.add_marker(pytest.mark.skip(reason=HOW_TO_GET_ONE))


def is_there() -> bool:
    """Whether a browser starts."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        return False
    with sync_playwright() as started:
        try:
            launch(started).close()
        except Error:
            return False
    return True


def launch(started):
    """Start the browser of the machine, or else Playwright's own."""
    return started.chromium.launch(
        executable_path=system_browser(), args=["--no-sandbox"]
    )


def system_browser() -> str | None:
    """The browser of `CHROMIUM`, or one in a usual place; None for Playwright's own."""
    if named := os.environ.get("CHROMIUM"):
        return named
    on_path = filter(None, map(shutil.which, ("chromium", "google-chrome")))
    there = (path for path in USUAL if Path(path).is_file())
    return next(on_path, next(there, None))


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as started:
        try:
            opened = launch(started)
        except Error:
            pytest.fail(HOW_TO_GET_ONE, pytrace=False)
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser, tmp_path) -> Iterator[Callable]:
    """Opens a page from HTML or a file; fails where it asks for anything or complains.

    Options are those of a browser context, such as `viewport` or `java_script_enabled`;
    `hash` is put behind the address, `before` is script that runs before the page's;
    `waits` for the page to be live.
    """
    contexts, complaints = [], []

    def opened(source, *, hash="", before="", waits=True, **options):
        path = source
        if isinstance(source, str):
            path = tmp_path / f"page-{len(contexts)}.html"
            path.write_text(source, encoding="utf-8")
        address = path.resolve().as_uri()
        context = browser.new_context(
            accept_downloads=True,
            **{"viewport": {"width": 1280, "height": 900}, **options},
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        if before:
            page.add_init_script(before)
        page.on(
            "request",
            lambda request: (
                None
                if request.url.split("#")[0] == address
                or request.url.startswith("blob:")
                else complaints.append(f"request: {request.url[:200]}")
            ),
        )
        # A breach of the page's policy stands in the console too.
        page.on(
            "console",
            lambda message: (
                complaints.append(f"console: {message.text}")
                if message.type in ("error", "warning")
                else None
            ),
        )
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.goto(address + hash)
        if waits and options.get("java_script_enabled", True):
            page.wait_for_selector("html.ready")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def axe_violations():
    """What axe has against a page, one line a rule."""
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()

    def violations(page):
        found = axe.run(page, options={"resultTypes": ["violations"]})
        return [
            f"{each['id']}: {each['nodes'][0]['html'][:200]} "
            f"({each['nodes'][0]['failureSummary']})"
            for each in found.response["violations"]
        ]

    return violations
