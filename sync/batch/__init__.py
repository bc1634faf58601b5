"""The batch format: operations, packing, sealing, signing. Pure functions, shared by both ends."""
