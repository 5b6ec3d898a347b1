"""Searching and storing for the window, in a process of its own: the keeper."""
