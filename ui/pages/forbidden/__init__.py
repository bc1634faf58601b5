"""Places and hours that are forbidden to a man."""
