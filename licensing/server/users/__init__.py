"""Users: registering, and what they subscribe to."""
