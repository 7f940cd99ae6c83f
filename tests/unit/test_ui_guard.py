"""Who is let in to the page in the browser: one browser, with the token, once."""

import http.client
import json
import threading
import time

import pytest
import uvicorn

from returncheck.cli.serving.application import Session, application
from returncheck.cli.serving.checks import Checks, Progress
from returncheck.cli.serving.guard import Guard
from returncheck.cli.serving.server import listening
from returncheck.cli.serving.uploads import Uploads
from returncheck.files.limits import Limits
from returncheck.files.own_files import PAGE_MARK
from returncheck.settings.config import Config


class NoChecks(Checks):
    """Checks that are never begun."""

    def start(self, job):
        self.asked = job
        self.progress = Progress(is_running=True)


class Browser:
    """Sends requests as a browser does, or as one would who is no browser of ours."""

    def __init__(self, port, guard):
        self.port = port
        self.host = f"127.0.0.1:{port}"
        self.origin = f"http://{self.host}"
        self.space = guard.space
        self.address = guard.address
        self.cookie = None

    def ask(self, path, method="GET", body=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        given = {"Host": self.host}
        if self.cookie:
            given["Cookie"] = self.cookie
        if method != "GET":
            given["Origin"] = self.origin
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        given = {name: value for name, value in given.items() if value is not None}
        connection.putrequest(method, path, skip_host=True)
        for name, value in given.items():
            connection.putheader(name, value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text, dict(answer.headers)

    def here(self, path, method="GET", body=None, **headers):
        return self.ask(f"{self.space}/{path}", method, body, **headers)

    def enter(self, **headers):
        path = self.address.removeprefix(self.origin)
        status, text, answered = self.ask(path, **headers)
        if status == 200:
            self.cookie = answered["set-cookie"].split(";")[0]
        return status, text, answered


@pytest.fixture
def session(tmp_path):
    (tmp_path / "files").mkdir()
    return Session(
        settings=Config(authority="887"),
        config=None,
        uploads=Uploads(tmp_path / "files", Limits(input_megabytes=1)),
        output=tmp_path / "checked",
        kept=None,
        explanations=tmp_path / "explanations.csv",
        checks=NoChecks(tmp_path),
        end=lambda: None,
    )


@pytest.fixture
def browser(session):
    with listening() as heard:
        port = heard.getsockname()[1]
        guard = Guard(port)
        guard.stand_before(application(session, guard.space))
        config = uvicorn.Config(guard, log_config=None, lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [heard]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield Browser(port, guard)
        server.should_exit = True
        thread.join()


def test_token_gives_the_cookie_and_the_cookie_the_page(browser):
    assert browser.here("")[0] == 403
    status, text, headers = browser.enter()
    assert status == 200
    assert "token" not in text
    cookie = headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert f"path={browser.space}".lower() in cookie
    status, text, _ = browser.here("")
    assert status == 200
    assert "<h1>Returncheck</h1>" in text


def test_second_use_of_the_token_is_refused(browser):
    browser.enter()
    browser.cookie, kept = None, browser.cookie
    status, text, headers = browser.enter()
    assert status == 403
    assert "was used already" in text
    assert "set-cookie" not in headers
    browser.cookie = kept
    assert browser.here("state")[0] == 200


def test_wrong_token_does_not_use_up_the_right_one(browser):
    assert browser.ask(f"{browser.space}/?token=wrong")[0] == 403
    assert browser.ask(f"{browser.space}/?token=")[0] == 403
    assert browser.enter()[0] == 200


@pytest.mark.parametrize(
    "path", ["", "state", "page.js", "report", "outputs/findings.csv", "all"]
)
def test_without_the_cookie_nothing_is_shown(browser, path):
    status, text, _ = browser.here(path)
    assert status == 403
    assert len(text.splitlines()) == 1
    assert browser.here(path, Cookie="returncheck=guessed")[0] == 403


@pytest.mark.parametrize("path", ["/", "/state", "/favicon.ico", "/../etc/passwd"])
def test_other_paths_are_refused_without_a_cookie_and_unknown_with_it(browser, path):
    assert browser.ask(path)[0] == 403
    browser.enter()
    assert browser.ask(path)[0] == 404


@pytest.mark.parametrize(
    "host",
    [
        pytest.param("evil.example", id="another name"),
        pytest.param("evil.example:{port}", id="a name bound to this address"),
        pytest.param("localhost:{port}", id="another name of this address"),
        pytest.param("127.0.0.1", id="another port"),
        pytest.param("127.0.0.1:{port}.evil.example", id="a longer name"),
        pytest.param("", id="empty"),
    ],
)
def test_request_that_names_another_host_is_refused(browser, host):
    browser.enter()
    named = host.format(port=browser.port)
    assert browser.here("state", Host=named)[0] in (400, 421)
    assert browser.here("state")[0] == 200


@pytest.mark.parametrize(
    "origin",
    [
        pytest.param("https://evil.example", id="another site"),
        pytest.param("null", id="a sandbox"),
        pytest.param("http://127.0.0.1:1", id="another port"),
        pytest.param("https://{host}", id="another scheme"),
        pytest.param(None, id="none"),
    ],
)
def test_change_from_another_page_is_refused(browser, session, origin):
    browser.enter()
    given = origin.format(host=browser.host) if origin else None
    status, text, _ = browser.here("files/a.csv", "PUT", b"x", Origin=given)
    assert (status, text) == (403, "This request comes from another page.\n")
    assert session.uploads.listed() == []


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_reading_from_another_page_is_refused(browser, site):
    browser.enter()
    assert browser.here("state", Sec_Fetch_Site=site)[0] == 403
    assert browser.here("state", Sec_Fetch_Site="same-origin")[0] == 200
    assert browser.here("state", Origin="https://evil.example")[0] == 403


def test_every_answer_keeps_the_browser_from_keeping_and_leaking(browser):
    browser.enter()
    for path in ("", "state", "report"):
        headers = browser.here(path)[2]
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-content-type-options"] == "nosniff"
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy


def test_file_comes_in_and_is_listed_and_removed(browser):
    browser.enter()
    assert browser.here("files/set/a.csv", "PUT", b"a,b\n")[0] == 200
    state = json.loads(browser.here("state")[1])
    assert state["files"] == [{"name": "set/a.csv", "bytes": 4}]
    assert state["authority"] == "887"
    assert browser.here("files/set/a.csv", "DELETE")[0] == 200
    assert json.loads(browser.here("state")[1])["files"] == []


def test_file_that_is_too_large_is_refused_in_one_line(browser, session):
    browser.enter()
    status, text, _ = browser.here("files/a.csv", "PUT", b"x" * 1_000_001)
    assert status == 400
    assert "a.csv is too large; the limit is 1 megabytes" in text
    assert len(text.splitlines()) == 1
    assert session.uploads.listed() == []


@pytest.mark.parametrize("name", ["..%2Fa.csv", "%2e%2e/a.csv", "a%00.csv", "con"])
def test_file_with_a_name_that_leads_elsewhere_is_refused(browser, tmp_path, name):
    browser.enter()
    assert browser.here(f"files/{name}", "PUT", b"x")[0] in (400, 404)
    assert not list(tmp_path.rglob("a*.csv"))


def test_dropped_explanations_are_no_file_to_check(browser, session):
    browser.enter()
    text = b"rule,child,reason,by,date\n8670Q,A1,So,Me,2026-06-30\n8670Q,A2,,,\n"
    status, answer, _ = browser.here("files/explained.csv", "PUT", text)
    assert (status, json.loads(answer)) == (200, {"explanations": 1})
    assert session.uploads.listed() == []
    assert "A1" in session.explanations.read_text(encoding="utf-8")


def test_check_takes_what_was_typed(browser, session):
    browser.enter()
    assert browser.here("check", "POST", b"{}")[:2] == (
        400,
        "There is nothing to check. Add files.",
    )
    browser.here("files/a.csv", "PUT", b"x")
    body = json.dumps({"authority": " 870 ", "year": "2026"}).encode()
    assert browser.here("check", "POST", body)[0] == 200
    settings = session.checks.asked["settings"]
    assert (settings["authority"], settings["year"]) == ("870", 2026)
    assert settings["inputs"] == ["files"]


@pytest.mark.parametrize(
    "body", [b"[]", b"{", b'{"year": "26"}', b'{"year": "20x6"}', b"x" * 2_000_001]
)
def test_check_that_cannot_be_understood_is_refused(browser, body):
    browser.enter()
    browser.here("files/a.csv", "PUT", b"x")
    status, text, _ = browser.here("check", "POST", body)
    assert status == 400
    assert len(text.splitlines()) == 1


def test_nothing_changes_while_a_check_is_under_way(browser, session):
    browser.enter()
    browser.here("files/a.csv", "PUT", b"x")
    session.checks.progress = Progress(is_running=True)
    assert browser.here("files/b.csv", "PUT", b"x")[0] == 409
    assert browser.here("files/a.csv", "DELETE")[0] == 409
    assert [each.name for each in session.uploads.listed()] == ["a.csv"]


def test_only_outputs_are_given_out(browser, session, tmp_path):
    browser.enter()
    session.output.mkdir()
    for name in ("report.html", "findings.csv", "returncheck.duckdb", ".hidden"):
        (session.output / name).write_text(name, encoding="utf-8")
    (tmp_path / "secret.csv").write_text("secret", encoding="utf-8")
    state = json.loads(browser.here("state")[1])
    assert [each["name"] for each in state["outputs"]] == [
        "findings.csv",
        "report.html",
    ]
    status, text, headers = browser.here("outputs/findings.csv")
    assert (status, text) == (200, "findings.csv")
    assert headers["content-disposition"].startswith("attachment")
    for name in ("returncheck.duckdb", ".hidden", "..%2Fsecret.csv", "none.csv"):
        assert browser.here(f"outputs/{name}")[0] == 404


def test_report_may_ask_nothing_of_the_server(browser, session):
    browser.enter()
    session.output.mkdir()
    (session.output / "report.html").write_text("<p>x", encoding="utf-8")
    policy = browser.here("report")[2]["content-security-policy"]
    for part in ("connect-src 'none'", "form-action 'none'", "frame-ancestors 'none'"):
        assert part in policy


def test_pages_of_returns_are_shown_where_the_index_leads(browser, session):
    browser.enter()
    folder = session.output / "returns"
    folder.mkdir(parents=True)
    index = session.output / "report.html"
    index.write_text("index", encoding="utf-8")
    ours = f'<meta name="generator" content="{PAGE_MARK}"><p>page'
    (folder / "kpi_return-887.html").write_text(ours, encoding="utf-8")
    (folder / "kpi_return-870.html").write_text("<p>theirs", encoding="utf-8")
    status, text, headers = browser.here("returns/kpi_return-887.html")
    assert (status, text) == (200, ours)
    assert "connect-src 'none'" in headers["content-security-policy"]
    # The way back from there.
    assert browser.here("report.html")[:2] == (200, "index")
    for name in ("kpi_return-870.html", "..%2Freport.html", "none.html"):
        assert browser.here(f"returns/{name}")[0] == 404
    index.unlink()
    assert browser.here("returns/kpi_return-887.html")[0] == 404


def test_outputs_of_a_check_under_way_are_not_given_out(browser, session):
    browser.enter()
    session.output.mkdir()
    (session.output / "report.html").write_text("half", encoding="utf-8")
    session.checks.progress = Progress(is_running=True)
    assert browser.here("report")[0] == 404
