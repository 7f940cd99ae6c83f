"""The process that judges suites for another one; it ends when that one does."""

import gc
import os
import pickle
import signal
import sys
import time

from returncheck.errors import InternalError, ReturncheckError
from returncheck.suites.apart import Answer, Request
from returncheck.suites.custom import load_expectation_classes
from returncheck.suites.runner import judge_suites, warm_up


def main() -> None:
    """Answer requests until there are no more."""
    # Ctrl-C is for the process that asks, which then ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    # What a library prints is no answer.
    os.dup2(2, 1)
    # What is imported stays: there is nothing in it to be collected.
    gc.disable()
    warm_up()
    gc.freeze()
    gc.enable()
    while True:
        try:
            request = pickle.load(sys.stdin.buffer)
        except EOFError:
            os._exit(0)
        pickle.dump(_answer(request), answers)
        answers.flush()


def _answer(request: Request) -> Answer:
    began = time.perf_counter()
    run, told = None, None
    try:
        load_expectation_classes(request.modules)
        run = judge_suites(
            request.database,
            request.suites,
            tolerances=request.tolerances,
            data_docs=request.data_docs,
            returns=request.returns,
            read_only=True,
        )
    except ReturncheckError as error:
        told = error
    except Exception as error:  # whatever it is, the other process says it
        told = InternalError(
            f"The suites could not be judged ({type(error).__name__}: "
            f"{' '.join(str(error).split())[:300]})."
        )
    return Answer(run=run, error=told, seconds=time.perf_counter() - began)


if __name__ == "__main__":
    main()
