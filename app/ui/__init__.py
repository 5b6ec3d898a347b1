"""The window. The only part that imports Qt; it sits on `app.operations` and knows nothing about jobs by itself."""
