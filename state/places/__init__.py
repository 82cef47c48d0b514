"""Countries, their numbers and their clocks."""
