"""What this computer knows of its license and what follows from it."""
