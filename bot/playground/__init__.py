"""A Telegram on loopback: the Bot API in memory and a chat page in the browser."""
