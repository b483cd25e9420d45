"""The scorecard as a page: one file that needs nothing else, for a screen, a phone and paper."""
