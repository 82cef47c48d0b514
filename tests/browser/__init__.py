"""The sandbox's page, and the program behind it, in a real browser."""
