"""A scanned paper list back to marks. What it is unsure of it says so of; it decides nothing.

Works on a grey picture in memory; of Qt it knows nothing.
"""
