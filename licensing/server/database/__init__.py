"""Where the server keeps what it knows: SQLite by default, PostgreSQL by setting; the same tables and statements on both."""
