"""Records that may be of one person."""
