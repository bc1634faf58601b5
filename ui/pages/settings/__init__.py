"""Language, server address, lock."""
