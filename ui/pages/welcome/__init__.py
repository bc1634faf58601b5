"""The first screen of an empty folder."""
