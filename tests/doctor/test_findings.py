"""A finding is one line that a person can act on."""

from bot.doctor.findings import ok, warn, wrong


def test_a_finding_reads_as_one_line() -> None:
    """Verdict, name, what was found, and behind an arrow what to do."""
    assert str(ok("clock", "it goes")) == "ok     clock: it goes"
    assert str(warn("clock", "it is late", "set it")) == "warn   clock: it is late → set it"
    assert str(wrong("clock", "it stands", "wind it")) == "wrong  clock: it stands → wind it"
