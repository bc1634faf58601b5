"""The three-minute close of a meeting."""
