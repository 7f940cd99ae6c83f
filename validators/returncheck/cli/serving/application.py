"""What the page of `returncheck ui` can ask for."""

import zipfile
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route

from returncheck.cli.serving.checks import Checks
from returncheck.cli.serving.reasons import (
    MOST_SHOWN,
    add_file,
    add_reasons,
    open_queries,
)
from returncheck.cli.serving.uploads import Uploads, is_explanations
from returncheck.errors import BusyError, ReturncheckError
from returncheck.files.own_pages import RETURNS_FOLDER, own_pages
from returncheck.settings.config import Config

_PAGE: Final = Path(__file__).with_name("page")
_REPORT: Final = "report.html"
_QUERIES: Final = "queries-to-explain.csv"
_NOT_GIVEN: Final = (".duckdb", ".wal", ".lock")
_ALL: Final = "returncheck-outputs.zip"
_MOST_JSON: Final = 2_000_000
# The page brings its own policy for scripts; this one keeps it from asking anything
# of the server that it comes from.
_REPORT_POLICY: Final = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "img-src data:; connect-src 'none'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'none'"
)

Handler = Callable[[Request], Awaitable[Response]]


@dataclass(slots=True, kw_only=True)
class Session:
    """What a session is made of.

    Attributes:
        settings: The settings, whose inputs are not used.
        config: The file of the settings; None for the defaults.
        uploads: The files to check.
        output: The folder of the outputs.
        kept: Where the outputs are kept, as the user asked for; None for nowhere.
        explanations: The file of the reasons that were given.
        checks: The checks.
        end: Ends the server.
    """

    settings: Config
    config: Path | None
    uploads: Uploads
    output: Path
    kept: Path | None
    explanations: Path
    checks: Checks
    end: Callable[[], None]

    def outputs(self) -> list[Path]:
        """The files that can be downloaded; none before a check has ended."""
        if self.checks.progress.is_running or not (self.output / _REPORT).is_file():
            return []
        return sorted(
            path
            for path in self.output.iterdir()
            if path.is_file()
            and not path.name.startswith(".")
            and path.suffix not in _NOT_GIVEN
        )

    def of_returns(self) -> list[Path]:
        """The pages and workbooks of single returns, where the report is an index."""
        if not self.outputs():
            return []
        return [self.output / name for name in own_pages(self.output)]


def application(session: Session, space: str) -> Starlette:
    """The application.

    Args:
        session: What it works on.
        space: The path below which it lies.
    """
    served = Routes(session)
    routes = [
        Route("/", served.page),
        Route("/page.js", served.script),
        Route("/page.css", served.style),
        Route("/state", served.state),
        Route("/files/{name:path}", served.put_file, methods=["PUT"]),
        Route("/files/{name:path}", served.remove_file, methods=["DELETE"]),
        Route("/check", served.check, methods=["POST"]),
        Route("/stop", served.stop, methods=["POST"]),
        Route("/reasons", served.reasons, methods=["POST"]),
        Route("/report", served.report),
        Route(f"/{RETURNS_FOLDER}/{{name}}", served.page_of_return),
        Route("/report.html", served.report),
        Route("/outputs/{name}", served.output),
        Route("/all", served.everything),
        Route("/end", served.end, methods=["POST"]),
    ]
    return Starlette(
        routes=[Mount(space, routes=routes)],
        exception_handlers={ReturncheckError: _told, ClientDisconnect: _gone},
    )


async def _told(_request: Request, error: Exception) -> Response:
    return PlainTextResponse(str(error), 409 if isinstance(error, BusyError) else 400)


async def _gone(_request: Request, _error: Exception) -> Response:
    return Response(status_code=400)


class Routes:
    """The answers, one a method."""

    def __init__(self, session: Session) -> None:
        """Answer for a session."""
        self._session = session

    async def page(self, _request: Request) -> Response:
        """The page itself."""
        return FileResponse(_PAGE / "page.html", media_type="text/html")

    async def script(self, _request: Request) -> Response:
        """Its script."""
        return FileResponse(_PAGE / "page.js", media_type="text/javascript")

    async def style(self, _request: Request) -> Response:
        """Its style."""
        return FileResponse(_PAGE / "page.css", media_type="text/css")

    async def state(self, _request: Request) -> Response:
        """Everything that the page shows."""
        return JSONResponse(await run_in_threadpool(self._state))

    def _state(self) -> dict[str, Any]:
        session = self._session
        outputs = session.outputs()
        queries = open_queries(session.output / _QUERIES) if outputs else []
        return {
            "files": [asdict(each) for each in session.uploads.listed()],
            "authority": session.settings.authority,
            "year": session.settings.year,
            "kept": str(session.kept) if session.kept else None,
            "progress": asdict(session.checks.progress),
            "outputs": [
                {"name": path.name, "bytes": path.stat().st_size} for path in outputs
            ],
            "queries": queries[:MOST_SHOWN],
            "queries_in_all": len(queries),
        }

    async def put_file(self, request: Request) -> Response:
        """Take a file in; one of explanations is put to those that are there."""
        session = self._session
        if session.checks.progress.is_running:
            raise BusyError("A check is under way. Add files when it has ended.")
        size = request.headers.get("content-length", "")
        place = await session.uploads.take(
            request.path_params["name"],
            int(size) if size.isdecimal() else None,
            request.stream(),
        )
        if not is_explanations(place):
            return JSONResponse({"explanations": None})
        try:
            added = await run_in_threadpool(add_file, session.explanations, place)
        finally:
            session.uploads.remove(request.path_params["name"])
        return JSONResponse({"explanations": added})

    async def remove_file(self, request: Request) -> Response:
        """Erase a file."""
        if self._session.checks.progress.is_running:
            raise BusyError("A check is under way. Remove files when it has ended.")
        self._session.uploads.remove(request.path_params["name"])
        return JSONResponse({})

    async def check(self, request: Request) -> Response:
        """Begin a check."""
        session = self._session
        asked = await _json(request)
        if not session.uploads.listed():
            return PlainTextResponse("There is nothing to check. Add files.", 400)
        settings: dict[str, Any] = {
            "inputs": [session.uploads.folder.name],
            "output": str(session.output.absolute()),
        }
        if session.explanations.is_file():
            settings["explanations"] = str(session.explanations)
        if session.settings.redact:
            settings["redact"] = True
        settings |= _whose(asked)
        config = session.config
        named = str(config.absolute()) if config is not None else None
        session.checks.start({"config": named, "settings": settings})
        return JSONResponse({})

    async def stop(self, _request: Request) -> Response:
        """End the check that is under way."""
        await run_in_threadpool(self._session.checks.stop)
        return JSONResponse({})

    async def reasons(self, request: Request) -> Response:
        """Take reasons for queries."""
        asked = await _json(request)
        given = asked.get("reasons")
        if not isinstance(given, list) or not all(isinstance(x, dict) for x in given):
            return PlainTextResponse("No reasons were given.", 400)
        added = await run_in_threadpool(add_reasons, self._session.explanations, given)
        return JSONResponse({"explanations": added})

    async def report(self, _request: Request) -> Response:
        """The page of the last check."""
        path = self._session.output / _REPORT
        if path not in self._session.outputs():
            return _no_output()
        return _shown(path)

    async def page_of_return(self, request: Request) -> Response:
        """A page or a workbook that the report, an index, leads to."""
        name = request.path_params["name"]
        found = await run_in_threadpool(self._session.of_returns)
        for path in found:
            if path.name == name and path.parent.name == RETURNS_FOLDER:
                is_page = path.suffix == ".html"
                return _shown(path) if is_page else FileResponse(path, filename=name)
        return _no_output()

    async def output(self, request: Request) -> Response:
        """A file of the last check, to be saved."""
        name = request.path_params["name"]
        for path in self._session.outputs():
            if path.name == name:
                return FileResponse(path, filename=name)
        return _no_output()

    async def everything(self, _request: Request) -> Response:
        """All files of the last check in one."""
        outputs = self._session.outputs()
        if not outputs:
            return _no_output()
        place = self._session.uploads.folder.with_name(_ALL)
        outputs += await run_in_threadpool(self._session.of_returns)
        await run_in_threadpool(_pack, place, outputs, self._session.output)
        return FileResponse(
            place,
            filename=_ALL,
            background=BackgroundTask(place.unlink, missing_ok=True),
        )

    async def end(self, _request: Request) -> Response:
        """End the session."""
        return JSONResponse({}, background=BackgroundTask(self._session.end))


def _shown(path: Path) -> Response:
    headers = {"content-security-policy": _REPORT_POLICY}
    return FileResponse(path, media_type="text/html", headers=headers)


def _no_output() -> Response:
    return PlainTextResponse("There is no such file. Check first.", 404)


def _pack(place: Path, outputs: list[Path], folder: Path) -> None:
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in outputs:
            packed.write(path, path.relative_to(folder).as_posix())


def _whose(asked: dict[str, Any]) -> dict[str, Any]:
    """Authority and year as they were typed, where they were."""
    given: dict[str, Any] = {}
    if authority := str(asked.get("authority") or "").strip():
        given["authority"] = authority
    if year := str(asked.get("year") or "").strip():
        if not (year.isdecimal() and len(year) == 4):
            raise ReturncheckError(f"'{year[:10]}' is no year. Give one such as 2026.")
        given["year"] = int(year)
    return given


async def _json(request: Request) -> dict[str, Any]:
    """The body of a request, which is an object."""
    import json

    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST_JSON:
            raise ReturncheckError("This is too much at once. Save fewer reasons.")
    try:
        read = json.loads(body or b"{}")
    except ValueError:
        read = None
    if not isinstance(read, dict):
        raise ReturncheckError("The page asked for something that is not known.")
    return read
