"""Turns: from load to commit."""
