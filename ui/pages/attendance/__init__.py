"""Taking attendance for one meeting."""
