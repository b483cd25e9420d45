"""What can go wrong with the database, as far as others can do something about it."""


class StorageUnavailable(Exception):  # noqa: N818  It reads as what it says.
    """Nothing can be stored at this moment: the disk is full, the server is away, the file is locked."""


class NotStorable(StorageUnavailable):
    """This one thing can never be stored, such as a number that no database holds; the rest could be."""


class CannotOpen(Exception):  # noqa: N818  As above.
    """The database cannot be used at all; the message says why, and what to do."""
