"""The pipeline in one process: intake, turns, delivery, waking."""
