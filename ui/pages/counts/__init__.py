"""Counts by month and site: publish them, read them, take them away."""
