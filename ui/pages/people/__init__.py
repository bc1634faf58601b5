"""People, adding one, and the import of a roster."""
