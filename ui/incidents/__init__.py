"""What happened at a meeting: the dialogs, for every page that leads to them. It is no page."""
