"""Showing materials inside the app: films, sound, pictures, PDF. Nothing is written in clear."""
