"""The child process in which dbt works: it ends when its parent does, however that is.

The parent holds the other end of standard input and writes nothing. When it is gone,
killed too, the pipe ends; then the scratch folder goes and so does this process.
"""

import os
import runpy
import shutil
import sys
import threading


def _end_with_parent(scratch: str) -> None:
    # Not through sys.stdin, whose lock the interpreter wants when it ends.
    os.read(0, 1)
    shutil.rmtree(scratch, ignore_errors=True)
    os._exit(1)


def main() -> None:
    """Run dbt with the arguments after the first, which is the scratch folder."""
    scratch, *arguments = sys.argv[1:]
    threading.Thread(target=_end_with_parent, args=(scratch,), daemon=True).start()
    sys.argv = ["dbt", *arguments]
    runpy.run_module("dbt.cli.main", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
