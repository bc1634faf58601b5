"""The lock screen."""
