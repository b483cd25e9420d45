"""Why a text gets its reply: what was read, what was looked at, and which rule decided."""
