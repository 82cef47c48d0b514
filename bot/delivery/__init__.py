"""Delivery: what was committed is said, in order and at the right pace."""
