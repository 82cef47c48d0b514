"""One module for each command, with `main(arguments) -> exit code`."""
