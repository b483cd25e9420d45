"""A bar is for people at a terminal."""

import pytest

from bot.commands.progress import tracked


def test_items_pass_through(capsys: pytest.CaptureFixture[str]) -> None:
    """Every item comes, in order, and nothing is drawn where nobody watches."""
    assert [*tracked(iter("abc"), 3, "Answering")] == ["a", "b", "c"]
    assert capsys.readouterr() == ("", "")


def test_a_terminal_sees_how_far_it_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A terminal is told what is going on, on standard error, so that results can be piped."""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")

    assert [*tracked(iter("abc"), 3, "Answering")] == ["a", "b", "c"]

    told = capsys.readouterr()
    assert "Answering" in told.err
    assert told.out == ""
