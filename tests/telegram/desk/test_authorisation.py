"""Who may do what at the desk: every role, verb, chat and trick of identity, against one small rule."""

from itertools import product
from typing import Final

import pytest
from telegram import Bot

from bot.playground.refusals import Json
from bot.storage.changes import CloseTicket, Ticket
from bot.telegram.buttons import EndConversation
from bot.telegram.letters import Addressed, Copy, Effect, Replace, Say
from bot.telegram.memory import ChatMemory
from bot.telegram.outgoing.attempts import Attempts, Impossible
from bot.telegram.outgoing.posting import Destination
from tests.telegram.desk.decided import (
    NORA,
    NUMBER,
    PATIENT,
    STAFF_CHAT,
    THREAD,
    TICKET,
    brings,
    known,
    led_to,
    tapped,
)
from tests.telegram.received import GROUP, shape

ROLES: Final[dict[str, Json]] = {
    "creator": {"status": "creator"},
    "administrator": {"status": "administrator"},
    "member": {"status": "member"},
    "restricted inside": {"status": "restricted", "is_member": True},
    "restricted outside": {"status": "restricted", "is_member": False},
    "left": {"status": "left"},
    "kicked": {"status": "kicked"},
    "unknown": {},
}
INSIDE: Final = {"creator", "administrator", "member", "restricted inside"}
STRANGER: Final[Json] = {"id": 5_000_000_009, "type": "private", "first_name": "Eve"}
PLACES: Final[dict[str, Json]] = {
    "staff chat": STAFF_CHAT,
    "other group": GROUP | {"title": "Staff"},
    "private chat": STRANGER,
}
CHANNEL: Final[Json] = {"id": -1_003, "type": "channel", "title": "Clinic"}
HELPER: Final[Json] = {"id": 7_000_000_009, "is_bot": True, "first_name": "Helper", "username": "helper_bot"}
HIDDEN: Final[Json] = {"id": 1_087_968_824, "is_bot": True, "first_name": "Group"}
TRICKS: Final[dict[str, Json]] = {
    "none": {},
    "another name": {"from": NORA | {"first_name": "Dr Staff", "username": "clinic_owner"}},
    "as the group": {"from": HIDDEN, "sender_chat": STAFF_CHAT},
    "a person as a channel": {"sender_chat": CHANNEL},
    "as a channel": {"from": HIDDEN, "sender_chat": CHANNEL},
    "by Telegram": {"from": HIDDEN, "sender_chat": CHANNEL, "is_automatic_forward": True},
    "forwarded": {"forward_origin": {"type": "user", "date": 1, "sender_user": NORA}},
    "through a bot": {"via_bot": HELPER},
    "a bot": {"from": HELPER},
    "from elsewhere": {
        "external_reply": {"origin": {"type": "hidden_user", "date": 1, "sender_user_name": "Nora"}}
    },
}
HONEST: Final = {"none", "another name"}
PHOTO: Final[Json] = {
    "photo": [{"file_id": "f", "file_unique_id": "f", "width": 1, "height": 1}],
    "caption": "Look.",
}
VERBS: Final = (
    "text",
    "picture",
    "change",
    "/close",
    "/note",
    "/open",
    "/CLOSE now",
    "//aside",
    "/unheard_of",
)


class Gate(Bot):
    """The library's bot before a Telegram that knows one role, and takes everything else."""

    def __init__(self, role: str) -> None:
        super().__init__("7000000001:opens-nothing")
        self._role = role

    async def do_api_request(self, endpoint: str, *_: object, **__: object) -> object:
        """Tell the role, or accept."""
        return ROLES[self._role] if endpoint.startswith("get_chat_member") else {"message_id": 9}


def does(verb: str, place: str, trick: str) -> tuple[Effect, ...]:
    """Return what somebody leads to who does this there, with the conversation lying open before them."""
    contents: dict[str, str | Json] = {"text": "About 900.", "change": "About 800.", "picture": PHOTO}
    said = contents.get(verb, verb)
    where: Json = {"message_thread_id": THREAD, "is_topic_message": True} if place == "staff chat" else {}
    message = shape(said, PLACES[place], **({"from": NORA} | where | TRICKS[trick]))
    memory = ChatMemory()
    memory.desk.notes_passed_on(1, NUMBER)
    update = brings(message, "edited_message" if verb == "change" else "message")
    return led_to(update, known(memory=memory))


async def words_reach_patient(effects: tuple[Effect, ...], role: str) -> bool:
    """Whether anything that a person wrote reaches the patient, by the code that carries it out."""
    reached = False
    for effect in effects:
        if not isinstance(effect, Addressed) or effect.chat_id != PATIENT:
            continue
        if not isinstance(effect.act, Say | Copy | Replace) or effect.act.author is None:
            continue
        try:
            await Attempts().carry_out(Gate(role), Destination(chat_id=effect.chat_id, target=9), effect.act)
        except Impossible:
            continue
        reached = True
    return reached


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("verb", VERBS)
async def test_only_a_member_of_the_staff_who_shows_themselves_speaks_to_a_patient(
    verb: str, place: str
) -> None:
    """Of all roles and tricks, only an honest member reaches the patient, from the staff chat, with words."""
    wrong = []
    for role, trick in product(ROLES, TRICKS):
        expected = (
            place == "staff chat"
            and role in INSIDE
            and trick in HONEST
            and verb in {"text", "picture", "change"}
        )
        if await words_reach_patient(does(verb, place, trick), role) is not expected:
            wrong.append((role, trick))

    assert not wrong


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("verb", VERBS)
def test_only_a_person_in_the_staff_chat_ends_a_conversation(verb: str, place: str) -> None:
    """Nobody ends it in the name of a group, a channel or a bot, from another chat, or by another verb."""
    wrong = []
    for trick in TRICKS:
        ends = CloseTicket(number=NUMBER) in does(verb, place, trick)
        expected = place == "staff chat" and trick in HONEST and verb in {"/close", "/CLOSE now"}
        if ends is not expected:
            wrong.append(trick)

    assert not wrong


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("number", [NUMBER, NUMBER + 1])
@pytest.mark.parametrize("ticket", [TICKET, None, TICKET.model_copy(update={"is_open": False})], ids=str)
def test_a_button_ends_only_the_conversation_in_which_it_stands(
    place: str, number: int, ticket: Ticket | None
) -> None:
    """A forged number, a message of another conversation and another chat end nothing."""
    tap = tapped(EndConversation(number=number), PLACES[place], NORA)
    effects = led_to(tap, known(ticket))
    expected = place == "staff chat" and number == NUMBER and ticket == TICKET

    assert (CloseTicket(number=NUMBER) in effects) is expected


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("place", ["other group", "private chat"])
def test_outside_of_the_staff_chat_nothing_goes_to_the_patient(verb: str, place: str) -> None:
    """Whoever writes elsewhere reaches no patient, not even with a conversation at hand."""
    for trick in TRICKS:
        effects = does(verb, place, trick)

        assert not [it for it in effects if isinstance(it, Addressed) and it.chat_id == PATIENT]


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("trick", ["a bot", "by Telegram"])
def test_programs_are_not_answered(verb: str, trick: str) -> None:
    """Two bots that answer each other would never end, and nobody reads what a copied post is told."""
    assert not does(verb, "staff chat", trick)


def test_the_matrix_is_large_enough() -> None:
    """The cells of role, verb, chat and trick are many more than 300."""
    assert len(ROLES) * len(VERBS) * len(PLACES) * len(TRICKS) > 300 * 6
