"""Why the store says no."""


class Conflict(Exception):  # noqa: N818 - it is no error, the turn just runs again
    """The case has moved on since it was loaded: load it and run the turn again."""


class AlreadyHandled(Exception):  # noqa: N818 - same
    """One of the updates was committed before."""


class Unusable(Exception):  # noqa: N818 - its text is for whoever runs the program
    """The database cannot be used; the text is one readable sentence that says why."""


class WrongKey(Unusable):
    """The database was written with a key that is not among those given."""


class KeyRetired(Unusable):
    """A newer key is in use: seal with that, and write again."""


class Unreadable(Unusable):
    """What is stored cannot be read: another key, another row's blob, or a newer version."""
