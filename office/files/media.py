"""The kinds of files that are kept, and the end of their names in the store."""

JPEG, PDF = "image/jpeg", "application/pdf"
SUFFIXES = {JPEG: ".jpg", PDF: ".pdf"}
