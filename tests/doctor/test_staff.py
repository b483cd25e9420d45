"""The staff's chat: each thing that keeps staff and patients apart, or lets others read, has its cure."""

import pytest

from bot.doctor.bot_api import StaffChat, StaffVisit, Standing
from bot.doctor.findings import Verdict
from bot.doctor.staff import staff_findings
from bot.playground.chats import RIGHTS
from bot.playground.server import Telegram
from tests.doctor.installation import Installation, names_of


async def test_without_a_staff_chat_there_is_nothing_to_say(installation: Installation) -> None:
    """A bot without staff is asked about none."""
    assert not [it for it in await installation.findings() if it.name.startswith("staff chat")]


async def test_a_private_forum_with_all_rights_is_sound(
    telegram: Telegram, installation: Installation
) -> None:
    """Nothing is wrong, and the doctor says how many people read patients' words."""
    installation.set(STAFF_CHAT_ID=str(telegram.staff_group("Staff", "Nora", "Omar").id))
    findings = [it for it in await installation.findings() if it.name.startswith("staff chat")]

    assert names_of(findings, Verdict.OK) == {"staff chat", "staff chat rights", "staff chat readers"}
    assert "all 3 members" in (await installation.at_telegram("staff chat readers")).found


@pytest.mark.parametrize(
    ("rights", "name", "verdict"),
    [
        (None, "staff chat rights", Verdict.WRONG),
        (RIGHTS - {"can_manage_topics"}, "staff chat topics", Verdict.WARN),
    ],
)
async def test_missing_rights_have_their_cure(
    telegram: Telegram, installation: Installation, rights: frozenset[str] | None, name: str, verdict: Verdict
) -> None:
    """A bot that does not see answers, or may begin no topic, is to become an administrator."""
    installation.set(STAFF_CHAT_ID=str(telegram.staff_group("Staff", "Nora", rights=rights).id))
    finding = await installation.at_telegram(name)

    assert finding.verdict is verdict
    assert "administrator" in finding.cure


async def test_a_public_group_is_wrong(telegram: Telegram, installation: Installation) -> None:
    """Where anybody can read, no patient's words belong."""
    staff = telegram.staff_group("Staff", "Nora")
    staff.becomes_public("everybody_reads")
    installation.set(STAFF_CHAT_ID=str(staff.id))

    assert "private" in (await installation.at_telegram("staff chat")).cure


async def test_a_chat_without_the_bot_is_wrong(telegram: Telegram, installation: Installation) -> None:
    """Whether the bot was thrown out or the number is made up, the cure is the same."""
    staff = telegram.staff_group("Staff", "Nora")
    staff.removes_bot()
    for number in (staff.id, -1_234_567):
        installation.set(STAFF_CHAT_ID=str(number))

        assert "add the bot" in (await installation.at_telegram("staff chat")).cure


async def test_a_group_that_grew_is_told_with_its_new_number(
    telegram: Telegram, installation: Installation
) -> None:
    """The setting still names the old chat; the cure names the new one."""
    staff = telegram.staff_group("Staff", "Nora", forum=False, supergroup=False)
    installation.set(STAFF_CHAT_ID=str(staff.id))
    grown = staff.upgrades()

    assert (await installation.at_telegram("staff chat")).cure == f"write STAFF_CHAT_ID={grown} into .env"


async def test_a_channel_is_no_staff_chat(telegram: Telegram, installation: Installation) -> None:
    """A channel is read by everybody who follows it, and the doctor says that it is one."""
    installation.set(STAFF_CHAT_ID=str(telegram.channel("News", "news").id))

    finding = await installation.at_telegram("staff chat")

    assert finding.verdict is Verdict.WRONG
    assert finding.found == "this is a channel, no group"


async def test_a_group_without_topics_is_told_what_they_are_for(
    telegram: Telegram, installation: Installation
) -> None:
    """Without topics it works as well, so the doctor only tells what they would give."""
    installation.set(STAFF_CHAT_ID=str(telegram.staff_group("Staff", "Nora", forum=False).id))

    finding = await installation.at_telegram("staff chat topics")

    assert finding.verdict is Verdict.OK
    assert "switch on Topics" in finding.found


def test_a_silenced_bot_is_wrong() -> None:
    """A member that may not write cannot bring patients' words."""
    told = StaffVisit(
        chat=StaffChat(type="supergroup"),
        standing=Standing(status="restricted", can_send_messages=False),
        members=3,
    )

    found = {it.name: it for it in staff_findings(told, reads_all=False)}

    assert found["staff chat rights"].found == "the bot may not write in it"
