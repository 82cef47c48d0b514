"""The store: one document for each case, encrypted, and little else."""
