"""The job sites."""
