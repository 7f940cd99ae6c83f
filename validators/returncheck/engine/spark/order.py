"""Work in an order that its parts set themselves, some of it at the same time."""

from collections import deque
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

T = TypeVar("T")


def run_in_order(
    after: Mapping[str, Collection[str]],
    begin: Callable[[str], Callable[[], T] | None],
    end: Callable[[str, T | None], None],
    *,
    threads: int,
) -> None:
    """Do each part once those that it comes after are done.

    Args:
        after: Name of each part to the names of others that have to be done before;
            names that are no part are done already.
        begin: Called here when a part's turn has come: gives what a thread is to do,
            or None where nothing is.
        end: Called here with what the thread gave, or None.
        threads: How many parts are under way at most.

    Raises:
        Exception: What a part raised; no other is begun after it.
    """
    waiting = {
        name: {other for other in others if other in after}
        for name, others in after.items()
    }
    ready = deque(name for name, others in waiting.items() if not others)
    running: dict[Future[T], str] = {}

    def done(name: str, given: T | None) -> None:
        end(name, given)
        for other, others in waiting.items():
            if name in others:
                others.remove(name)
                if not others:
                    ready.append(other)

    with ThreadPoolExecutor(threads) as pool:
        while ready or running:
            while ready and len(running) < threads:
                name = ready.popleft()
                work = begin(name)
                if work is None:
                    done(name, None)
                else:
                    running[pool.submit(work)] = name
            if not running:
                continue
            finished, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                done(running.pop(future), future.result())
