"""What a parent does, and what happens: one conversation per file."""
