"""Lets in the one browser that came with the token, and nobody else.

Any page in the browser, any program of the machine and any user of it can reach a port
of 127.0.0.1. So each request needs the cookie that the token was given away for; it has
to name this very address (a name that was rebound to it names another), and to come
from our own page.
"""

import secrets
from collections.abc import Iterable
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE: Final = "returncheck"
TOKEN: Final = "token"

_OWN_SITES: Final = ("same-origin", "none")
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
_HEADERS: Final = {
    "cache-control": "no-store",
    "content-security-policy": _POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
_USED: Final = (
    "This address was used already, and opens only once. "
    "Go back to the window in which it was opened, or start returncheck ui again."
)
_NO_COOKIE: Final = (
    "This page belongs to another window. Use the address that returncheck ui shows."
)
_FOREIGN: Final = "This request comes from another page."


class Guard:
    """What stands in front of the application; an ASGI application itself."""

    def __init__(self, port: int) -> None:
        """Make up the secrets of a session.

        Args:
            port: The port of 127.0.0.1 that is served.
        """
        self._app: ASGIApp = PlainTextResponse("", 503)
        self._host = f"127.0.0.1:{port}"
        # Cookies know no ports. Below a path that nobody can guess the cookie is
        # never sent to another program that serves a port of this machine.
        self.space = f"/{secrets.token_urlsafe(16)}"
        self._token: str | None = secrets.token_urlsafe(32)
        self._session = secrets.token_urlsafe(32)

    @property
    def address(self) -> str:
        """The address that opens the page once."""
        return f"http://{self._host}{self.space}/?{TOKEN}={self._token}"

    def stand_before(self, app: ASGIApp) -> None:
        """Let in to an application, which lies below `space`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        refusal = self._refusal(request)
        await (refusal or self._app)(scope, receive, _with_headers(send))

    def _refusal(self, request: Request) -> Response | None:
        """The answer to a request that is not handed on; None for one that is."""
        headers = request.headers
        if _all(headers.getlist("host")) != {self._host}:
            return _refused("This address is not served here.", 421)
        origins = _all(headers.getlist("origin"))
        if origins - {f"http://{self._host}"}:
            return _refused(_FOREIGN)
        changes = request.method not in ("GET", "HEAD")
        if changes and not origins:
            return _refused(_FOREIGN)
        is_start = request.url.path == f"{self.space}/" and not changes
        if is_start and TOKEN in request.query_params:
            return self._exchanged(request.query_params[TOKEN])
        sites = _all(headers.getlist("sec-fetch-site"))
        if sites - set(_OWN_SITES):
            return _refused(_FOREIGN)
        given = request.cookies.get(COOKIE, "")
        if not secrets.compare_digest(given.encode(), self._session.encode()):
            return _refused(_NO_COOKIE)
        return None

    def _exchanged(self, token: str) -> Response:
        """The cookie for the token, once."""
        if self._token is None or not secrets.compare_digest(
            token.encode(), self._token.encode()
        ):
            return _refused(_USED)
        self._token = None
        # A page, and no redirect: where the browser came from a file, or from another
        # site, a strict cookie would not be sent along on a redirect.
        response = HTMLResponse(
            "<!doctype html><html lang='en-GB'><title>Returncheck</title>"
            "<link rel='icon' href='data:,'>"
            f"<meta http-equiv='refresh' content='0;url={self.space}/'>"
            f"<p><a href='{self.space}/'>Go on</a></p></html>"
        )
        response.set_cookie(
            COOKIE,
            self._session,
            path=self.space,
            httponly=True,
            samesite="strict",
        )
        return response


def _all(values: Iterable[str]) -> set[str]:
    """The values of a header, which may come several times."""
    return {value.strip().lower() for value in values}


def _refused(words: str, status: int = 403) -> Response:
    return PlainTextResponse(f"{words}\n", status)


def _with_headers(send: Send) -> Send:
    """Add what each answer says to the browser, where it does not say it itself."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = {name.lower() for name, _ in message.get("headers", ())}
            added = [
                (name.encode(), value.encode())
                for name, value in _HEADERS.items()
                if name.encode() not in given
            ]
            message = {**message, "headers": [*message.get("headers", ()), *added]}
        await send(message)

    return sending
