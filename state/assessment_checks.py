"""What must be true of the assessments before anyone is asked anything."""

from collections.abc import Iterator

from state.assessment import Library


def problems(library: Library) -> Iterator[str]:
    """One sentence for each mistake."""
    yield from ()
