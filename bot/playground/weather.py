"""Weather over the way to Telegram: faults that somebody switches on from the page (`/page/weather`)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from aiohttp import web

from bot.playground.faults import Broken, Fault, Faults, Slow
from bot.playground.page_requests import action
from bot.playground.refusals import Json, too_many_requests


class Weather(StrEnum):
    """How this Telegram behaves, until it is switched to another weather."""

    FAIR = "fair"
    SLOW = "slow"
    """Everything takes 2 seconds more."""
    BUSY = "busy"
    """Every call is refused: too many requests (429)."""
    BROKEN = "broken"
    """A gateway answers instead (502)."""
    OFFLINE = "offline"
    """Every connection is dropped."""


_STANDING: Final[Mapping[Weather, Fault]] = {
    Weather.SLOW: Slow(2.0, before_effect=True),
    Weather.BUSY: too_many_requests(retry_after=2),
    Weather.BROKEN: Broken(502),
}


class WeatherPage:
    """Lets the page look at the weather and change it; the page itself stays in reach."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._weather = Weather.FAIR

    def add_to(self, application: web.Application) -> None:
        """Add the switch's route."""
        application.router.add_post("/page/weather", action(self._change))

    def told(self) -> Json:
        """Return what the rest of the page must know."""
        return {"weather": self._weather}

    def _change(self, wish: Json) -> Json:
        self._weather = Weather(wish["weather"])
        self._faults.offline = self._weather is Weather.OFFLINE
        self._faults.standing = _STANDING.get(self._weather)
        return self.told()
