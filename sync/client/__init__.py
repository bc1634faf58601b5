"""The laptop's end of sync: what is sealed, what was taken in, what has been received."""
