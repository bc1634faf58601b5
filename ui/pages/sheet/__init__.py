"""Typing a paper list in, or reading its scan."""
