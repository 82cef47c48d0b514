"""Taking updates in: acknowledged only after their commit."""
