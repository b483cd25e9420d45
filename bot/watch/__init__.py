"""Watch-keeping: whether the bot hears, answers and keeps up, told to those who run it."""
