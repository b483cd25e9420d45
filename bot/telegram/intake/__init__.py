"""Intake: the ways in which Telegram's updates reach the store, none of which a surprise can shut."""
