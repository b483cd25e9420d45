"""A clock that stands until it is turned on."""


class Clock:
    """Tells the seconds that a test has let pass."""

    def __init__(self, now: float = 1_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        """Return the time."""
        return self.now

    def passes(self, seconds: float) -> None:
        """Turn it on."""
        self.now += seconds
