"""Serves this Telegram over HTTP, on this computer only: the Bot API and the chat page.

async with Telegram(token="123:abc") as telegram:
    builder.token("123:abc").base_url(telegram.base_url)
    anna = telegram.patient("Anna")
"""

from collections import deque
from types import TracebackType
from typing import Any, Final, Self

from aiohttp import web

from bot.playground.calls import Call, Calls
from bot.playground.channels import Channel
from bot.playground.chat_page import ChatPage
from bot.playground.chats import RIGHTS
from bot.playground.content_page import ContentPage
from bot.playground.conversations import PATIENCE
from bot.playground.courier import Courier
from bot.playground.faults import Faults
from bot.playground.groups import Group
from bot.playground.history import REMEMBERED
from bot.playground.patients import Patient
from bot.playground.preview import Preview
from bot.playground.preview_page import PreviewPage
from bot.playground.staff_page import StaffPage
from bot.playground.weather import WeatherPage
from bot.playground.world import Profile, World

HOST: Final = "127.0.0.1"
TOKEN: Final = "7000000001:rehearsal-on-this-computer-only"  # noqa: S105  Opens nothing.
LARGEST_UPLOAD: Final = 20 * 1024 * 1024


class Telegram:
    """A Telegram in memory, for one bot; it starts and stops as an async context.

    `inline` lets people ask the bot from within any chat. `remembered` is how many calls, and how many
    moments of the history, are kept; None forgets nothing. `throttled` gives hasty polls one update. `second`
    is how long a second of pause lasts before an update is posted to the webhook again.
    """

    def __init__(  # noqa: PLR0913  Each has a default and is given by name.
        self,
        *,
        token: str = TOKEN,
        port: int = 0,
        username: str = "rehearsal_bot",
        name: str = "Rehearsal",
        privacy: bool = True,
        inline: bool = False,
        remembered: int | None = REMEMBERED,
        throttled: bool = False,
        second: float = 1.0,
    ) -> None:
        self.token = token
        self.world = World(Profile(name, username, inline=inline), privacy=privacy, remembered=remembered)
        self.world.updates.throttled = throttled
        self.faults = Faults()
        self.patients: dict[int, Patient] = {}
        """Everyone who has a private chat with the bot, by chat id."""
        self.staff: Group | None = None
        """The group in which the clinic's people sit, if there is one."""
        self._calls = Calls(self.world, token, self.faults, remembered=remembered)
        self._courier = Courier(self.world.updates, self.faults, second=second)
        self.preview: Preview | None = None
        """What the page shows of the bot's content, if it is handed in."""
        self.content = ContentPage()
        """What the page tells of the bot's content."""
        self._page = ChatPage(
            *(self.world, self.patients, self.patient),
            StaffPage(lambda: self.staff),
            PreviewPage(lambda: self.world.profile.username, self.patients, lambda: self.preview),
            WeatherPage(self.faults),
            self.content,
        )
        self._port = port
        self._runner = web.AppRunner(
            self._application(), access_log=None, handler_cancellation=True, shutdown_timeout=1
        )

    @property
    def base_url(self) -> str:
        """The address that a bot puts before its token."""
        return f"{self.page_url}bot"

    @property
    def page_url(self) -> str:
        """The address of the chat page."""
        return f"http://{HOST}:{self._port}/"

    @property
    def calls(self) -> deque[Call]:
        """Every call that the bot has made, the oldest first."""
        return self._calls.made

    def calls_of(self, method: str) -> list[Call]:
        """Return the calls of one method."""
        return [call for call in self.calls if call.method == method]

    def patient(self, name: str, *, is_bot: bool = False) -> Patient:
        """Create somebody who can write to the bot; `is_bot` makes it another bot."""
        patient = Patient(self.world, name, is_bot=is_bot)
        self.patients[patient.id] = patient
        return patient

    def group(self, title: str, *members: Patient, supergroup: bool = False) -> Group:
        """Create a group with these people in it, the first of whom adds the bot."""
        return Group(self.world, title, members, supergroup=supergroup)

    def staff_group(
        self,
        title: str,
        *people: Patient | str,
        forum: bool = True,
        supergroup: bool = True,
        rights: frozenset[str] | None = RIGHTS,
    ) -> Group:
        """Create the group of the clinic's people, which the page shows beside the patients' chats.

        Somebody who is only named here is no patient: the page does not list them. The first one owns the
        group; the bot is an administrator with these rights, or a plain member without any.
        """
        members = [Patient(self.world, one) if isinstance(one, str) else one for one in people]
        self.staff = Group(
            self.world, title, members, supergroup=supergroup or forum, forum=forum, rights=rights
        )
        return self.staff

    def channel(self, title: str, username: str | None = None) -> Channel:
        """Create a channel that the bot administers; with a name, everybody can find it."""
        return Channel(self.world, title, username)

    def push(self, update: Any) -> int:
        """Queue an update of any shape, even no update at all, and return the id that confirms it."""
        return self.world.updates.push_raw(update)

    def redeliver(self, update_id: int) -> None:
        """Deliver a confirmed update once more, with the same id."""
        self.world.updates.redeliver(update_id)

    def restart_ids(self, first: int) -> None:
        """Count updates from another number on, as Telegram does after a silent week; nothing may wait."""
        self.world.updates.restart_ids(first)

    def expire_queries(self) -> None:
        """Make every tap so far too old to be acknowledged."""
        for query in self.world.queries.values():
            query.expired = True
        for asked in self.world.inline_queries.values():
            asked.expired = True

    def unanswered_queries(self) -> list[str]:
        """Return the ids of the taps that the bot has not acknowledged."""
        return [query_id for query_id, query in self.world.queries.items() if not query.answered]

    async def called(self, method: str, *, times: int = 1, timeout: float = PATIENCE) -> Call:  # noqa: ASYNC109
        """Wait until the bot has called a method so many times since the start, and return the last call.

        Raises:
            TimeoutError: it has not within `timeout` seconds.
        """
        made = self._calls.times
        if not await self._calls.bell.until(lambda: made[method] >= times, timeout):
            raise TimeoutError(f"{made[method]} of {times} calls of {method} within {timeout} s")
        return self._calls.last[method]

    async def delivered(self, timeout: float = PATIENCE) -> None:  # noqa: ASYNC109  As above.
        """Wait until the bot has confirmed every update.

        Raises:
            TimeoutError: some still wait after `timeout` seconds.
        """
        updates = self.world.updates
        if not await updates.bell.until(lambda: not updates.waiting, timeout):
            raise TimeoutError(f"{len(updates.waiting)} updates are not confirmed after {timeout} s")

    async def start(self) -> None:
        """Begin to serve."""
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, self._port).start()
        self._port = self._runner.addresses[0][1]
        self._courier.start()

    async def stop(self) -> None:
        """End every waiting poll and stop serving and posting."""
        await self._courier.stop()
        self._page.close()
        self.world.updates.close()
        await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    def _application(self) -> web.Application:
        application = web.Application(client_max_size=LARGEST_UPLOAD)
        application.router.add_post("/bot{token}/{method}", self._calls.answer)
        self._page.add_to(application)
        return application
