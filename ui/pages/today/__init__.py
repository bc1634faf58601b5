"""The first page after unlocking."""
