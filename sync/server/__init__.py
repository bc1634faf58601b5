"""The central server: keeps sealed batches, checks who signed them, opens none."""
