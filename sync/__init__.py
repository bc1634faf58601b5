"""How records travel between laptops, sticks and the central server."""
