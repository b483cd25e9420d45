"""The patients of a trial, who ask what they were given to ask, and some who send what nobody can read."""

from random import Random
from typing import Any, Final

from benchmarks.crashing.evidence import Asked
from benchmarks.crashing.questions import CANARY, Ask, Way
from bot.playground.patients import Patient
from bot.playground.server import Telegram

# No program can read these, and each of them names no chat.
_POISONS: Final[tuple[dict[str, Any], ...]] = (
    {"message": CANARY},
    {"message": {"text": CANARY}},
    {"message": {"chat": {"id": CANARY}, "text": CANARY}},
    {"edited_message": [CANARY]},
    {"callback_query": {"id": 7, "data": CANARY}},
    {"my_chat_member": {"from": {"id": "nobody"}}},
)


class Crowd:
    """Asks, and remembers what was asked."""

    def __init__(self, telegram: Telegram, patients: int, chance: Random) -> None:
        """Gather so many patients before a Telegram."""
        self._telegram = telegram
        self._patients = [telegram.patient(f"{CANARY} {number}") for number in range(patients)]
        self._last: dict[int, int] = {}
        self._chance = chance
        self.asked: list[Asked] = []

    def ask(self, ask: Ask) -> None:
        """Let one patient ask one question."""
        patient = self._patients[ask.patient]
        match ask.way:
            case Way.LINK | Way.TYPED | Way.DANGER:
                self._last[ask.patient] = patient.says(ask.words)
            case Way.TAP if ask.patient in self._last:
                patient.taps_old_button(ask.words)
            case Way.TAP:
                # A chat begins with a message.
                self._last[ask.patient] = patient.says(f"/start {ask.words.rpartition(':')[2]}")
            case Way.EDIT:
                patient.edits(self._last[ask.patient], ask.words)
            case Way.POISON:
                self._poison(patient)
        self._note(patient.id, ask.answer, may_overtake=ask.may_overtake, is_poison=ask.way is Way.POISON)

    def send_poison(self) -> None:
        """Let an update arrive that nobody can read, and that names nobody who could be told."""
        self._telegram.push(self._chance.choice(_POISONS))
        self._note(None, "", is_poison=True)

    def repeat(self, most: int) -> int:
        """Let Telegram deliver some updates again that the bot has confirmed; return how many."""
        repeated = 0
        for asked in self._chance.sample(self.asked, min(most, len(self.asked))):
            try:
                self._telegram.redeliver(asked.update_id)
            except LookupError:
                continue
            repeated += 1
        return repeated

    def _poison(self, patient: Patient) -> None:
        chat = {"id": patient.id, "type": "private"}
        self._telegram.push({"message": {"chat": chat, "from": CANARY, "text": CANARY}})

    def _note(
        self, chat_id: int | None, answer: str, *, may_overtake: bool = False, is_poison: bool = False
    ) -> None:
        number = self._telegram.world.history.moments[-1].number
        self.asked.append(Asked(number, chat_id, answer, may_overtake, is_poison))
