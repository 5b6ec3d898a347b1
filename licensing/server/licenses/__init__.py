"""Licenses: who may use what, on how many machines."""
