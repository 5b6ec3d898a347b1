"""One SQLite file with everything that was found."""
