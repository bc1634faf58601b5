"""The one door for every write, local or received: operations, merge, and the tables they make."""
