"""Troubles that one sentence can explain to whoever runs the program."""


class Problem(Exception):  # noqa: N818 - it is no error of the program
    """Its text is one readable sentence; the command line prints it and exits with 2."""
