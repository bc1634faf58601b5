"""The page to lead a session from."""
