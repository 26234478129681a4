"""Photos and scans that people upload: checked and re-encoded apart from the server, kept by their hash."""
