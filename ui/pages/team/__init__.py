"""Who works here, what each may see, and how that begins and ends."""
