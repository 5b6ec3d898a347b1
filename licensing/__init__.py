"""Licenses: what client and server say to each other, the client, and the reference server.

Imports neither `app` nor `scraper`.
"""
