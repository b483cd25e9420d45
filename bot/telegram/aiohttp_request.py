"""The way to the Bot API for python-telegram-bot: one aiohttp session that keeps its connections open.

The library's own way costs several times the work. No error from here quotes an address: it holds the token.
"""

import json
from typing import Final
from urllib.request import getproxies

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECTIONS: Final = 64
CONNECT_TIMEOUT: Final = 10.0
READ_TIMEOUT: Final = 20.0

_KEPT_OPEN: Final = 60.0
_FORM: Final = {"User-Agent": BaseRequest.USER_AGENT}
_JSON: Final = {"User-Agent": BaseRequest.USER_AGENT, "Content-Type": "application/json"}


class AiohttpRequest(BaseRequest):
    """Makes the library's requests through aiohttp; it can be started again after it was stopped."""

    def __init__(
        self,
        *,
        connections: int = CONNECTIONS,
        connect_timeout: float = CONNECT_TIMEOUT,
        read_timeout: float = READ_TIMEOUT,
    ) -> None:
        """Build it with the most connections at a time, and the seconds to wait for one and for an answer."""
        self._connections = connections
        self._connect_timeout = connect_timeout
        self._read_timeout = read_timeout
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer where the library asks for no others."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Open the session, in the running loop."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=_KEPT_OPEN)
            self._session = aiohttp.ClientSession(
                connector=connector, cookie_jar=aiohttp.DummyCookieJar(), trust_env=bool(getproxies())
            )

    async def shutdown(self) -> None:
        """Close the session with its connections."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(  # noqa: PLR0913, PLR0917  The library's signature.
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002  The read time-out covers it.
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one request, and return the status and the body of the answer.

        Raises:
            TimedOut: there was no connection, or nothing came over it, in time.
            NetworkError: the connection failed, or the session is not open.
        """
        if self._session is None:
            raise NetworkError("the session is not open")
        timeout = aiohttp.ClientTimeout(
            total=None,
            connect=_seconds(pool_timeout, None),
            sock_connect=_seconds(connect_timeout, self._connect_timeout),
            sock_read=_seconds(read_timeout, self._read_timeout),
        )
        body, headers = _written(request_data)
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as answer:
                return answer.status, await answer.read()
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(f"no connection ({type(error).__name__})") from None


def _seconds(asked: object, default: float | None) -> float | None:
    # What the library passes for "not said" is neither a number nor None.
    return asked if asked is None or isinstance(asked, int | float) else default


def _written(request_data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str]]:
    if request_data is None:
        return None, _FORM
    if request_data.contains_files:
        return _form(request_data), _FORM
    # Telegram reads JSON as well as forms, and it takes a tenth of the work to write.
    return json.dumps(request_data.parameters).encode(), _JSON


def _form(request_data: RequestData) -> aiohttp.FormData:
    form = aiohttp.FormData(request_data.json_parameters)
    for name, (filename, content, media_type) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=media_type)
    return form
