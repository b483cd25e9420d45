"""The pure core: text in, `Reply` out. It touches no Telegram, file, clock, environment or event loop."""
