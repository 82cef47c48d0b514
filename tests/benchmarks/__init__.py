"""Comparisons, printed as ratios: `make bench`."""
