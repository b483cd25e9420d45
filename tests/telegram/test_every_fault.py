"""Whichever call fails, every question is answered: each scenario is played once for each call that may fail.

The first play fails the first statement to the database, or the first call of Telegram's; the next one the
second; and so on, until a scenario ends without having met the fault.
"""

import asyncio
import logging
import re
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.exc import OperationalError

from bot.core.answering import Answerer
from bot.playground.conversations import Conversation, Message
from bot.playground.faults import ALL, Broken, Dropped
from bot.playground.refusals import too_many_requests
from bot.playground.server import Telegram
from bot.storage.database import Answer
from bot.storage.failures import StorageUnavailable
from bot.storage.sqlite import SqliteDatabase
from bot.storage.store import Store
from bot.telegram.application import BotApplication, Connection as Way
from bot.telegram.rendering import Renderer
from bot.watch.metrics import Metrics
from bot.watch.pulse import Pulse
from tests.telegram import content
from tests.telegram.content import EMERGENCY, HELLO, PHRASES
from tests.telegram.stage import AT_ONCE

PATIENCE: Final = 40.0
"""Seconds after which a scenario has failed; side by side, they wait for each other."""
SIDE_BY_SIDE: Final = 12
