"""What happens to the whole program when things break."""
