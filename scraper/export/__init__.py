"""Writes jobs to files."""
