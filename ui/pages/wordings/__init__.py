"""The texts that are read or played to people: versions, review by a lawyer, and sound."""
