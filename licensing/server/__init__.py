"""The reference license server: who may use what, on how many machines. Run as `jobspy-license-server`; nothing imports it."""
