"""The commands of `aftercare`, by who needs them; `bot.__main__` puts them on one command line."""
