"""Steps are run after those that they read, and beside each other where they can."""

import threading

import pytest

from returncheck.engine.spark.order import run_in_order

AFTER = {
    "a": (),
    "b": ("a", "is done already"),
    "c": ("a",),
    "d": ("b", "c"),
}


def test_each_comes_after_those_that_it_reads():
    done = []

    def begin(name):
        assert set(AFTER[name]) - {"is done already"} <= {each for each, _ in done}
        return None if name == "c" else lambda: name.upper()

    run_in_order(AFTER, begin, lambda *ended: done.append(ended), threads=2)
    assert sorted(done) == [("a", "A"), ("b", "B"), ("c", None), ("d", "D")]


def test_two_are_under_way_at_once():
    both = threading.Barrier(2, timeout=60)
    done = []

    def begin(name):
        return both.wait if name in "bc" else lambda: None

    run_in_order(AFTER, begin, lambda name, _: done.append(name), threads=2)
    assert len(done) == len(AFTER)


def test_after_one_that_fails_none_is_begun():
    begun = []

    def fail():
        raise KeyError

    def begin(name):
        begun.append(name)
        return fail

    with pytest.raises(KeyError):
        run_in_order(AFTER, begin, lambda *_: None, threads=1)
    assert begun == ["a"]
