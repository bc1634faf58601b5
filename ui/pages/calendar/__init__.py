"""A month of places, meetings and days off."""
