"""The plan until the visit: what is to be done, what waits on others, and when to say so."""
