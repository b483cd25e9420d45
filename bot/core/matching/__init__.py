"""Matching: what a message is about, found with evidence or not at all."""
