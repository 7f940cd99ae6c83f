"""Serves a session on 127.0.0.1 until it is ended."""

import shutil
import socket
import sys
import threading
import time
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Final

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from returncheck.cli.saying import say
from returncheck.cli.serving.application import Session, application
from returncheck.cli.serving.checks import Checks
from returncheck.cli.serving.guard import Guard
from returncheck.cli.serving.private_session import private_session
from returncheck.cli.serving.uploads import Uploads
from returncheck.cli.serving.worker import FILES
from returncheck.settings.config import Config

_MOST_AT_ONCE: Final = 40
_TICK: Final = 1.0


def serve(
    settings: Config,
    config: Path | None,
    *,
    keep: Path | None,
    open_browser: bool,
    idle: float,
) -> None:
    """Serve one session, and erase it.

    Args:
        settings: The settings.
        config: Their file; None for the defaults.
        keep: Folder in which the outputs are kept; None for nowhere.
        open_browser: Whether the page is opened.
        idle: Minutes without any request after which it ends.

    Raises:
        ConfigError: The folder of the session cannot be made.
        Interrupted: A signal ended it.
    """
    with private_session() as folder, listening() as heard:
        files = folder / FILES
        files.mkdir()
        explanations = folder / "explanations.csv"
        if settings.explanations is not None and settings.explanations.is_file():
            shutil.copyfile(settings.explanations, explanations)
        checks = Checks(folder)
        server: uvicorn.Server | None = None

        def end() -> None:
            if server is not None:
                server.should_exit = True

        session = Session(
            settings=settings,
            config=config,
            uploads=Uploads(files, settings.limits),
            output=folder / "checked" if keep is None else keep,
            kept=keep,
            explanations=explanations,
            checks=checks,
            end=end,
        )
        port = heard.getsockname()[1]
        guard = Guard(port)
        guard.stand_before(application(session, guard.space))
        served = _Clocked(guard, end, idle * 60)
        server = uvicorn.Server(_how(served))
        try:
            checks.warm_up()
            _tell(guard.address, folder, keep, open_browser)
            served.watch()
            server.run(sockets=[heard])
        finally:
            served.is_over.set()
            checks.close()


def _how(app: "_Clocked") -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        ws="none",
        http="h11",
        loop="asyncio",
        limit_concurrency=_MOST_AT_ONCE,
        timeout_graceful_shutdown=2,
    )


def listening() -> socket.socket:
    """A socket of this machine alone, on a port that the system chooses."""
    heard = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform == "win32":
        # Else another program could listen on the same port.
        heard.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    heard.bind(("127.0.0.1", 0))
    heard.listen(64)
    return heard


def _tell(address: str, folder: Path, keep: Path | None, open_browser: bool) -> None:
    say(f"Open this address in your browser; it works once:\n{address}")
    where = "erased at the end" if keep is None else f"kept in {keep}"
    say(f"Outputs are {where}, files always erased. Ctrl-C ends it, or the button.")
    sys.stdout.flush()
    if not open_browser:
        return
    # The address is no argument of a program, which every user of the machine can see.
    start = folder / "start.html"
    start.write_text(
        "<!doctype html><html lang='en-GB'><title>Returncheck</title>"
        f"<meta http-equiv='refresh' content='0;url={address}'></html>",
        encoding="utf-8",
        newline="\n",
    )
    opener = threading.Thread(
        target=webbrowser.open, args=(start.as_uri(),), daemon=True
    )
    opener.start()


class _Clocked:
    """Ends a session that nobody asks anything of."""

    def __init__(self, app: ASGIApp, end: Callable[[], None], idle: float) -> None:
        """Start the clock.

        Args:
            app: What answers.
            end: Ends the session.
            idle: Seconds.
        """
        self._app = app
        self._end = end
        self._idle = idle
        self._last = time.monotonic()
        self.is_over = threading.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Note that somebody is there, and hand the request on."""
        self._last = time.monotonic()
        await self._app(scope, receive, send)

    def watch(self) -> None:
        """Begin to look at the clock."""
        threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        while not self.is_over.wait(_TICK):
            if time.monotonic() - self._last > self._idle:
                say(f"Nobody was there for {self._idle / 60:g} minutes.", err=True)
                self._end()
                return
