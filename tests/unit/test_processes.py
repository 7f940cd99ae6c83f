"""Work in other processes: order, errors, bounds, and that none of them stays."""

import gc
import io
import os
import threading
import time

import polars as pl
import pool_work
import pytest

from returncheck.errors import ConfigError, InputError
from returncheck.files.arrow import Carried, joined, with_constant
from returncheck.files.limits import Limits, limited
from returncheck.files.processes import pool as module
from returncheck.files.processes.cores import usable_cores
from returncheck.files.processes.messages import Sort, packed, receive, send, unpacked
from returncheck.files.processes.ordered import Ordered
from returncheck.files.processes.pool import Pool
from returncheck.files.processes.worker import work_on


def pieces_of(work, jobs, processes=2, seconds=0.0, *, is_asked=True):
    with Pool(processes, is_asked=is_asked) as pool:
        return [list(each) for each in pool.each(work, jobs, seconds=seconds)]


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("processes", [1, 2])
def test_pieces_come_in_the_order_of_the_jobs(processes):
    jobs = [3, 0, 2, 5]
    found = pieces_of(pool_work.counted, jobs, processes)
    assert found == [list(range(count)) for count in jobs]


def test_no_job_is_no_work():
    assert pieces_of(pool_work.counted, []) == []


@pytest.mark.parametrize(
    ("processes", "count", "seconds", "is_asked", "here"),
    [
        (2, 2, 0.0, True, False),
        (2, 1, 1_000.0, True, True),  # one file pays for no process
        (2, 2, 5.9, False, True),
        (2, 2, 6.0, False, False),
        (1, 2, 1_000.0, False, True),
    ],
)
def test_processes_are_started_where_they_are_worth_it(
    processes, count, seconds, is_asked, here
):
    found = pieces_of(
        pool_work.who_and_when, [0.0] * count, processes, seconds, is_asked=is_asked
    )
    assert ({pid for (pid,) in found} == {os.getpid()}) is here


def test_the_slow_job_comes_first_if_it_is_the_first_and_no_process_stays():
    found = pieces_of(pool_work.who_and_when, [0.5, 0.0, 0.0])
    assert len(found) == 3
    assert not any(alive(pid) for (pid,) in found)


def test_what_holds_here_holds_there():
    with limited(Limits(rows=7)):
        assert pieces_of(pool_work.limit_in_force, [1, 2]) == [[7], [7]]


def test_what_is_printed_there_is_no_piece(capfd):
    assert pieces_of(pool_work.noisy, [1, 2]) == [["a piece"]] * 2
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("processes", [1, 2])
def test_an_error_comes_where_its_piece_would_have_come(processes):
    found = []
    with Pool(processes, is_asked=True) as pool:
        jobs = ["fine", "input", "fine"]
        for pieces in pool.each(pool_work.broken, jobs, seconds=0):
            try:
                for piece in pieces:
                    found.append(piece)
            except InputError as error:
                found.append(str(error))
    told = "one.csv breaks off. Export it again."
    assert found == ["before", "after", "before", told, "before", "after"]


@pytest.mark.parametrize(("job", "kind"), [("memory", MemoryError), ("bug", KeyError)])
def test_an_error_keeps_its_kind_and_its_place(job, kind):
    with pytest.raises(kind) as caught:
        pieces_of(pool_work.broken, [job, "fine"])
    assert "in broken" in str(caught.value.__cause__)


def test_a_process_that_is_ended_from_outside_is_told_in_one_line():
    with pytest.raises(ConfigError, match="was ended from outside") as caught:
        pieces_of(pool_work.ended, [1, 2])
    assert "\n" not in str(caught.value)


def test_a_process_that_cannot_be_started_is_told(monkeypatch):
    monkeypatch.setattr(module.sys, "executable", "/nowhere/python")
    with pytest.raises(ConfigError, match="Run again with --jobs 1"):
        pieces_of(pool_work.counted, [1, 2])


def test_whoever_goes_away_in_the_middle_leaves_no_process():
    with Pool(2, is_asked=True) as pool:
        each = pool.each(pool_work.who_and_when, [0.0, 60.0, 60.0], seconds=0)
        (pid,) = next(each)
        assert alive(pid)
        each.close()
        assert not alive(pid)


def test_an_error_here_leaves_no_process():
    def fail():
        with Pool(2, is_asked=True) as pool:
            for (pid,) in pool.each(pool_work.who_and_when, [0.0, 60.0], seconds=0):
                pids.append(pid)
                raise KeyboardInterrupt

    pids: list[int] = []
    with pytest.raises(KeyboardInterrupt):
        fail()
    gc.collect()
    assert not any(alive(pid) for pid in pids)
    assert threading.active_count() < 20


def test_a_process_ends_when_its_input_does():
    worker = module._Worker()
    worker._to.close()
    assert worker._process.wait(60) == 0
    worker._back.close()


def test_more_than_may_wait_is_not_held_in_memory():
    pieces = Ordered(2, most_bytes=10)
    held = []

    def give():
        for _ in range(5):
            pieces.put(1, b"12345")
            held.append(1)
        pieces.finish(1)

    thread = threading.Thread(target=give, daemon=True)
    thread.start()
    time.sleep(0.2)
    assert len(held) == 2
    pieces.finish(0)
    assert list(pieces.of(0)) == []
    assert list(pieces.of(1)) == [b"12345"] * 5
    thread.join(10)
    assert len(held) == 5


def test_large_pieces_come_whole():
    found = pieces_of(pool_work.large, [3, 2])
    assert [[each[0] for each in job] for job in found] == [[0, 1, 2], [0, 1]]
    assert {len(each) for job in found for each in job} == {1_000_000}


def test_a_job_is_done_here_as_in_a_process():
    pipe = io.BytesIO()
    work_on(packed((pool_work.counted, 2)), pipe)
    work_on(packed((pool_work.broken, "input")), pipe)
    pipe.seek(0)
    sorts = []
    while pipe.tell() < len(pipe.getvalue()):
        sort, body = receive(pipe)
        sorts.append(sort)
    ended = [Sort.PIECE, Sort.PIECE, Sort.END, Sort.PIECE, Sort.FAULT]
    assert sorts == ended
    error, trace = unpacked(body)
    assert isinstance(error, InputError)
    assert "Traceback" in trace


def test_a_message_that_breaks_off_is_the_end():
    pipe = io.BytesIO()
    send(pipe, Sort.PIECE, b"12345")
    with pytest.raises(EOFError):
        receive(io.BytesIO(pipe.getvalue()[:-1]))
    with pytest.raises(EOFError):
        receive(io.BytesIO())


@pytest.mark.parametrize(
    ("text", "most"),
    [("50000 100000", 1), ("150000 100000", 2), ("max 100000", None), ("", None)],
)
def test_a_container_may_use_fewer_cores(tmp_path, text, most):
    quota = tmp_path / "cpu.max"
    quota.write_text(text)
    cores = usable_cores(tmp_path / "none")
    assert cores >= 1
    assert usable_cores(quota) == (cores if most is None else min(most, cores))


def test_a_frame_is_carried_whole():
    frame = pl.DataFrame(
        {"row_number": [1, 2, 3], "text": ["a", None, "é"]},
        schema={"row_number": pl.Int64, "text": pl.String},
    )
    part = unpacked(packed(Carried(frame[1:])))
    assert len(part) == 2
    rows = joined([with_constant(part.frame, "id", "x"), part.frame])
    assert rows.rows() == [
        ("x", 2, None),
        ("x", 3, "é"),
        (None, 2, None),
        (None, 3, "é"),
    ]


def test_the_current_folder_brings_no_module(tmp_path, monkeypatch):
    (tmp_path / "polars.py").write_text("raise SystemExit(9)")
    (tmp_path / "pickle.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    assert pieces_of(pool_work.counted, [1, 1]) == [[0], [0]]
