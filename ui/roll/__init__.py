"""The list on which attendance is taken, for every page that shows it. It is no page itself."""
