"""Courses as data: what a course is, its folder of text files, and the outlines we ship."""
