"""The command line; imports neither Qt nor pandas nor JobSpy."""
