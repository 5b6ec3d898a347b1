"""The server's keys: one file of mode 0600 in the data folder, made at the first start, rotated without an outage."""
