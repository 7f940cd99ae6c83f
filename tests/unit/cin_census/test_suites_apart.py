"""Suites judged by a process of its own say what they say in this one."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from suites_warehouse import PUBLISHED, add_assessments, add_return, make_warehouse

from returncheck.errors import ConfigError
from returncheck.suites import judge_suites, load_suites
from returncheck.suites.apart import ProcessEndedError, SuiteProcess, suite_process

SUITE = """\
description: A topic.
table: int_cin_census__assessment_durations
expectations:
  - type: expect_column_values_to_be_between
    kwargs: {column: working_days, min_value: 2}
    severity: critical
    meta: {name: bad, description: It is so., advice: Look.}
  - type: expect_column_values_to_be_between
    kwargs: {column: nothing, min_value: 2}
    severity: warning
    meta: {name: broken, description: It is so., advice: Look.}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("apart")


@pytest.fixture(scope="module")
def built(folder):
    return make_warehouse(
        folder / "small.duckdb",
        add_return("a"),
        add_assessments("a", [1, 2, 3]),
        PUBLISHED,
    )


@pytest.fixture(scope="module")
def process():
    made = SuiteProcess()
    yield made
    made.end()


def suites(folder, text=SUITE):
    place = folder / "expectations"
    place.mkdir(exist_ok=True)
    (place / "topic.yml").write_text(text)
    return load_suites(place)


def asked(process, built, wanted, **options):
    process.ask(built, wanted, **{"tolerances": {}, "data_docs": None, **options})
    return process.answer()


def test_process_says_the_same_time_after_time(process, built, folder):
    wanted = [*suites(folder), *load_suites()]
    here = judge_suites(built, wanted, tolerances={})
    assert set(here.outcomes["outcome"]) > {"failed", "could_not_run"}
    for _ in range(2):
        there = asked(process, built, wanted).run
        assert there.outcomes.equals(here.outcomes)
        assert there.findings.equals(here.findings)
        assert there.data_docs is None


def test_others_may_read_meanwhile(process, built, folder):
    from returncheck import warehouse

    with warehouse.connect(built, read_only=True) as connection:
        process.ask(built, suites(folder), tolerances={}, data_docs=None)
        assert connection.execute("select 1").fetchone() == (1,)
        assert process.answer().run.outcomes.height == 2


def test_data_docs_are_written_where_they_are_asked_for(process, built, folder):
    docs = folder / "docs"
    run = asked(process, built, suites(folder), data_docs=docs).run
    assert run.data_docs == docs / "index.html"
    assert (docs / "topic.html").is_file()


def test_what_is_refused_here_is_refused_there(process, built, folder):
    text = SUITE.replace("expect_column_values_to_be_between", "expect_nothing", 1)
    wanted = suites(folder, text)
    with pytest.raises(ConfigError) as here:
        judge_suites(built, wanted, tolerances={})
    error = asked(process, built, wanted).error
    assert isinstance(error, ConfigError)
    assert str(error) == str(here.value)
    # And goes on.
    assert asked(process, built, suites(folder)).error is None


def test_database_that_is_gone_is_told(process, built, folder):
    error = asked(process, built.with_name("none.duckdb"), suites(folder)).error
    assert error is not None


def test_process_that_has_ended_is_told(built, folder):
    ended = SuiteProcess()
    ended.end()
    assert not ended.is_ready
    with pytest.raises(ProcessEndedError, match="process of the suites has ended"):
        asked(ended, built, suites(folder))


def test_suites_are_judged_here_where_the_process_has_ended(built, folder):
    from functools import partial

    from returncheck.results.building import _answer
    from returncheck.results.stopwatch import Stopwatch

    ended, watch = SuiteProcess(), Stopwatch()
    ended.end()
    wanted = suites(folder)
    here = partial(judge_suites, built, wanted, tolerances={}, read_only=True)
    found = _answer(ended, here, watch)
    assert found.outcomes["outcome"].to_list() == ["failed", "could_not_run"]
    assert list(watch.seconds) == ["suites"]


def test_process_that_owes_an_answer_is_not_ready(process, built, folder):
    assert process.is_ready
    process.ask(built, suites(folder), tolerances={}, data_docs=None)
    assert not process.is_ready
    process.answer()
    assert process.is_ready


def test_suites_are_judged_here_where_pandas_may_be_imported():
    assert suite_process() is None


@pytest.mark.posix
def test_process_ends_with_the_one_that_asks():
    code = (
        "import os\n"
        "from returncheck.suites.apart import SuiteProcess\n"
        "print(SuiteProcess()._process.pid, flush=True)\n"
        "os._exit(9)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    pid = int(done.stdout)
    assert done.returncode == 9
    _wait_for_end(pid)


def _wait_for_end(pid):
    for _ in range(600):
        if not _is_running(pid):
            return
        time.sleep(0.1)
    raise AssertionError(f"process {pid} goes on")


def _is_running(pid):
    stat = Path(f"/proc/{pid}/stat")
    if stat.exists():
        # A process that nobody has waited for yet is over all the same.
        return stat.read_text().rpartition(")")[2].split()[0] != "Z"
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True
