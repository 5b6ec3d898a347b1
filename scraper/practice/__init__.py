"""Local servers that answer as the real sites do, with made-up jobs."""
