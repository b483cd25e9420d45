"""The way out of the desk: what a group's move must not do to a patient's letters."""

import pytest
from telegram import Bot
from telegram.error import ChatMigrated

from bot.telegram.letters import Author, Copy, Say
from bot.telegram.messages import Paragraph, composed
from bot.telegram.outgoing.delivery import Delivery
from bot.telegram.outgoing.posting import Destination
from bot.telegram.outgoing.verdicts import Delivered, Moved, Reason, Refused

STAFF, GROWN, PATIENT = -5, -1_005, 7
HELLO = composed([Paragraph.of("Hello")])


class Grown(Bot):
    """The library's bot before a Telegram in which the staff's group has grown."""

    def __init__(self) -> None:
        super().__init__("7000000001:opens-nothing")
        self._asked: list[object] = []

    async def do_api_request(
        self, endpoint: str, api_kwargs: dict[str, object] | None = None, *_: object, **__: object
    ) -> object:
        """Answer for the new chat alone."""
        told = api_kwargs or {}
        self._asked.append(told.get("chat_id"))
        if STAFF in {told.get("chat_id"), told.get("from_chat_id")}:
            raise ChatMigrated(GROWN)
        return {"status": "member"} if endpoint.startswith("get_chat_member") else {"message_id": 3}


async def test_membership_is_asked_for_where_the_staff_are_by_now() -> None:
    """An answer that was written before the group grew goes out, to its patient."""
    bot, author = Grown(), Author(chat_id=STAFF, user_id=1)
    verdict = await Delivery().deliver(bot, Destination(chat_id=PATIENT), Say(message=HELLO, author=author))

    assert verdict == Delivered(message_id=3)
    assert bot._asked == [STAFF, GROWN, PATIENT]


async def test_a_patients_letters_never_move_with_the_staffs_group() -> None:
    """That a picture's chat has moved does not rename the patient's: their letters would go to the staff."""
    copy = Copy(from_chat=STAFF, message_id=2, caption=HELLO)

    assert await Delivery().deliver(Grown(), Destination(chat_id=PATIENT), copy) == Refused(
        reason=Reason.REFUSED
    )


@pytest.mark.parametrize(
    "act", [Say(message=HELLO), Copy(from_chat=PATIENT, message_id=2, caption=HELLO)], ids=["say", "copy"]
)
async def test_the_staffs_own_letters_do(act: Say | Copy) -> None:
    """What waits for the group goes where it is by now."""
    assert await Delivery().deliver(Grown(), Destination(chat_id=STAFF), act) == Moved(chat_id=GROWN)
