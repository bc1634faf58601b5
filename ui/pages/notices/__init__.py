"""Notices across the wall: the list and one of them for those who receive, the form's page."""
