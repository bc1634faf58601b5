"""Pieces that pages are made of. They know the look, never a record."""
