"""The staff's group grows into a supergroup: no conversation is lost, doubled or crossed."""

import pytest

from bot.playground.patients import Patient
from bot.storage.changes import MoveChat
from bot.telegram.letters import Addressed
from tests.telegram.desk.clinic import STAFF, Ward, working
from tests.telegram.desk.decided import STAFF_CHAT, STAFF_ID, TICKET, brings, known, led_to
from tests.telegram.received import GROUP, shape
from tests.telegram.stage import Stage


async def conversing(ward: Ward, telegram: Stage, names: str = "ABC") -> dict[str, Patient]:
    """Open a conversation for each of these patients, and return them."""
    patients = {name: telegram.patient(name) for name in names}
    for name, patient in patients.items():
        await ward.asked_by(patient, f"tell me about cost of {name}")
    return patients


@pytest.mark.parametrize("new_first", [False, True])
async def test_conversations_go_on_in_the_new_chat(telegram: Stage, *, new_first: bool) -> None:
    """In whichever order Telegram tells: each is told once, and an answer to it reaches its patient."""
    async with working(telegram, forum=False, supergroup=False) as ward:
        patients = await conversing(ward, telegram)
        ward.group.upgrades(new_first=new_first)
        continuing = [await ward.group.hears() for _ in patients]
        for name, message in zip(patients, continuing, strict=True):
            assert STAFF.continues in message.text
            ward.nora.replies(message, f"Answer for {name}.")
        for _ in patients:
            await ward.ticked()
        for name, patient in patients.items():
            assert f"Answer for {name}." in (await patient.hears()).text
        patients["A"].says("thank you")
        await patients["A"].hears()

        assert "thank you" in (await ward.group.hears()).text


async def test_what_waits_while_the_group_grows_arrives(telegram: Stage) -> None:
    """A patient writes at that very moment: their words arrive in the new chat, once."""
    async with working(telegram, forum=False, supergroup=False) as ward:
        patients = await conversing(ward, telegram, "A")
        patients["A"].says("while it moves")
        ward.group.upgrades(new_first=True)
        await patients["A"].hears()
        heard = sorted([(await ward.group.hears()).text.split("\n")[-1] for _ in range(2)])

        assert heard == sorted(["while it moves", STAFF.continues])


async def test_a_number_from_the_old_chat_means_nothing_in_the_new_one(telegram: Stage) -> None:
    """Messages are numbered afresh, so a reply there is never taken for one to an old message."""
    async with working(telegram, forum=False, supergroup=False) as ward:
        patients = await conversing(ward, telegram, "AB")
        ward.group.upgrades()
        first, second = await ward.group.hears(), await ward.group.hears()
        ward.nora.replies(second, "For B.")
        await ward.ticked()
        ward.nora.replies(first, "For A.")
        await ward.ticked()

        assert "For A." in (await patients["A"].hears()).text
        assert "For B." in (await patients["B"].hears()).text


def test_another_group_that_moves_is_none_of_the_desks_business() -> None:
    """Only the staff's chat is followed."""
    moved = brings(shape({"migrate_from_chat_id": -77}, GROUP))
    ours = brings(shape({"migrate_from_chat_id": STAFF_ID}, GROUP))

    assert not led_to(moved, known(None))
    assert led_to(ours, known(None)) == (MoveChat(old=STAFF_ID, new=GROUP["id"]),)


def test_the_note_in_the_old_chat_is_enough() -> None:
    """Whichever note is lost, the new id is known; the old chat's brings the open conversations along."""
    note = brings(shape({"migrate_to_chat_id": -77}, STAFF_CHAT))
    moved, continuing = led_to(note, known(None, conversations=(TICKET,)))

    assert moved == MoveChat(old=STAFF_ID, new=-77)
    assert isinstance(continuing, Addressed)
    assert (continuing.chat_id, continuing.ticket) == (-77, TICKET.number)


def test_a_patient_cannot_move_the_staff() -> None:
    """A text that looks like Telegram's note is a text."""
    effects = led_to(brings(shape('{"migrate_to_chat_id": 5}')), known(TICKET))

    assert not [it for it in effects if isinstance(it, MoveChat)]
