"""A group passed on to a colleague: what is open in it is accepted one by one."""
