"""From a site's words to our values."""
