"""Draws what the clinic and its patients see: the calendar, the numbers and the hand-out card."""

import logging

# A home that cannot be written to, and the first look at the fonts, are nothing that a clinic has to know of.
logging.getLogger("matplotlib").setLevel(logging.ERROR)
