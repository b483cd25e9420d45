"""The way out: letters from the outbox, each attempt to deliver one, and what became of it."""
