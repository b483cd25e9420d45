"""The lint: what a reviewer of the content must see, though the bot can work with it."""
