"""One person: what waits, what happened, and the way to everything else."""
