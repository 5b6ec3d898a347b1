"""Whether the server is there, and whether it can work; and the keys that its access tokens are checked with."""
