"""Who is asking: passwords, tokens, sessions, and the license key as a proof of its own."""
