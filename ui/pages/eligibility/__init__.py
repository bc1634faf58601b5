"""The rule of who may come to a group, as a table that is read line by line."""
