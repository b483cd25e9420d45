"""The ways in which one text is typed: each keeps what it means, and is the same in every run."""

import random
import re
from collections.abc import Callable
from itertools import cycle
from typing import Final

Mutation = Callable[[str], str]

LONGER_WORD: Final = 5
"""Letters from which a word gets a slip where every longer word gets one."""
SHORTEST_SLIPPED: Final = 3
"""Letters of the shortest word that a single slip may hit."""
MUCH_CHAT: Final = 1_500
SOME_CHAT: Final = 300
"""Characters, some 60 words."""

CHAT: Final = (
    "Hello again, I hope that you had a lovely weekend.",
    "We took the children to the lake on Saturday and had a picnic there.",
    "My sister came along with her new dog, who is as friendly as he is greedy.",
    "The queue for ice cream was long because everybody else had the same idea.",
    "On Sunday I baked two cakes for the school fair and painted the garden fence.",
    "Your colleague at the desk was so kind when I rang last week.",
    "She even remembered my name, and the book that we had talked about.",
    "I have finished that book by the way, and can lend it to her.",
    "Next month we want to visit friends who moved to the seaside.",
    "They have a small house with a view of the old harbour.",
)
"""Sentences about nothing, of one's own making."""

_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_WORD: Final = re.compile(r"[^\W\d_]+")
_MARKS: Final = re.compile(r"[^\w\s'’.,]|[.,](?!\d)")
_APOSTROPHES: Final = str.maketrans("", "", "'’‘ʼ")
_INVISIBLE: Final = "\u200b\u200c\u200d\u2060\ufeff"
_EMOJI: Final = "😭😰🙏😅🥺😬💉🤕"
_FULL_WIDTH, _MATHEMATICAL_CAPITAL, _MATHEMATICAL_SMALL = 0xFEE0, 0x1D5D4 - ord("A"), 0x1D5EE - ord("a")


def slips(text: str, count: int) -> str:
    """Return the text with a slip of the finger in `count` of its words, fewer when it has fewer words."""
    chance = _seeded(text, f"{count} slips")
    words = [found for found in _WORD.finditer(text) if len(found.group()) >= SHORTEST_SLIPPED]
    hit = {found.start() for found in chance.sample(words, min(count, len(words)))}
    return _WORD.sub(lambda w: _slip(w.group(), chance) if w.start() in hit else w.group(), text)


def slip_in_each_longer_word(text: str, seed: int = 0) -> str:
    """Return the text with a slip of the finger in each word of more than four letters."""
    chance = _seeded(text, f"slip in each{seed or ''}")
    return _in_longer_words(text, lambda word: _slip(word, chance))


def doubled_letters(text: str) -> str:
    """Return the text with one letter of each longer word typed twice."""
    chance = _seeded(text, "doubled")

    def doubled(word: str) -> str:
        place = chance.randrange(len(word))
        return word[:place] + word[place] + word[place:]

    return _in_longer_words(text, doubled)


def look_alike_letters(text: str) -> str:
    """Return the text in letters that look alike, and which Unicode folds into the same (NFKC)."""
    chance = _seeded(text, "look-alikes")
    return "".join(_look_alike(letter, chance) for letter in text)


def zero_width(text: str) -> str:
    """Return the text with an invisible character between all its characters."""
    chance = _seeded(text, "zero width")
    return "".join(letter + chance.choice(_INVISIBLE) for letter in text)


def with_emoji(text: str) -> str:
    """Return the text with emoji before, after, and in every fourth gap between words."""
    chance = _seeded(text, "emoji")
    words = text.split(" ")
    between = " ".join(
        f"{word} {chance.choice(_EMOJI)}" if place % 4 == 1 else word for place, word in enumerate(words)
    )
    return f"{chance.choice(_EMOJI)} {between}{chance.choice(_EMOJI) * 2}"


def without_apostrophes(text: str) -> str:
    """Return the text as people type it who leave apostrophes out."""
    return text.translate(_APOSTROPHES)


def without_punctuation(text: str) -> str:
    """Return the text without marks; decimal points, commas in numbers and apostrophes stay."""
    return " ".join(_MARKS.sub(" ", text).split())


def after_chat(text: str, characters: int = MUCH_CHAT) -> str:
    """Return the text after at least so many characters of chat about nothing."""
    chat = ""
    for sentence in cycle(CHAT):
        if len(chat) >= characters:
            break
        chat += f"{sentence} "
    return chat + text


def in_small_talk(text: str) -> str:
    """Return the text between a greeting, an apology and thanks."""
    return f"good evening, sorry to bother you, {text}, thank you so much and have a nice day"


MUTATIONS: Final[dict[str, Mutation]] = {
    "upper case": str.upper,
    "look-alike letters": look_alike_letters,
    "zero-width characters": zero_width,
    "slip in each longer word": slip_in_each_longer_word,
    "emoji": with_emoji,
    "without apostrophes": without_apostrophes,
    "doubled letters": doubled_letters,
    "is it normal that": lambda text: f"is it normal that {text}",
    "lol": lambda text: f"{text} lol",
    "after much chat": after_chat,
    "in small talk": in_small_talk,
}
"""What a text about danger must survive."""

VARIANTS: Final[dict[str, Mutation]] = {
    "as written": lambda text: text,
    "1 typo": lambda text: slips(text, 1),
    "2 typos": lambda text: slips(text, 2),
    "upper case": str.upper,
    "no punctuation": without_punctuation,
    "emoji": with_emoji,
    "after chat": lambda text: after_chat(text, SOME_CHAT),
}
"""What a question should survive."""


def _seeded(text: str, name: str) -> random.Random:
    return random.Random(f"{name}: {text}")  # noqa: S311 - the same slips in every run


def _in_longer_words(text: str, change: Mutation) -> str:
    return _WORD.sub(lambda w: change(w.group()) if len(w.group()) >= LONGER_WORD else w.group(), text)


def _slip(word: str, chance: random.Random) -> str:
    """Return the word with a wrong, additional, missing or swapped letter; people mostly hit the first."""
    place = chance.randrange(1, len(word))
    before, letter, after = word[:place], word[place], word[place + 1 :]
    neighbour = chance.choice(_neighbours(letter))
    swapped = f"{word[: place - 1]}{letter}{word[place - 1]}{after}"
    if place == 1 or swapped == word:
        swapped = before + neighbour + after
    return chance.choice(
        (before + neighbour + after, before + letter + neighbour + after, before + after, swapped)
    )


def _neighbours(letter: str) -> str:
    """Return the keys beside a letter; a letter that is on none of the rows has itself."""
    small = letter.lower()
    for row in _ROWS:
        if (place := row.find(small)) >= 0:
            return (row[max(0, place - 1) : place] + row[place + 1 : place + 2]) or letter
    return letter


def _look_alike(letter: str, chance: random.Random) -> str:
    if not letter.isascii() or not letter.isalpha():
        return letter
    bold = _MATHEMATICAL_CAPITAL if letter.isupper() else _MATHEMATICAL_SMALL
    return chr(ord(letter) + chance.choice((_FULL_WIDTH, bold)))
