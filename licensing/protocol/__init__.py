"""What client and server have in common: pure decisions and formats, no network, no files, no clock of their own."""
