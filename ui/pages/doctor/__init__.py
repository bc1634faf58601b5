"""The check-up of this laptop."""
