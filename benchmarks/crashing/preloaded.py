"""Imported once, by the process from which the bots on trial are forked, so that they start at once."""

from benchmarks.crashing.content import little

little()
