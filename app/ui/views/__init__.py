"""Widgets: no SQL, no network, no threads."""
