def main() -> None:
    """Filled in with the commands."""
