"""Copies of a data folder: made, checked and put back without any key."""
