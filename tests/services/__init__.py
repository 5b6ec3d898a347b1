"""Services that tests start for themselves: PostgreSQL and Redis, each its own process in a folder of its own."""
