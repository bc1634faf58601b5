"""The end of a group: who completed the course, certificates, what is still open."""
