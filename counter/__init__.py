"""Loket and back office: call, receive, check; kasi, operator, sekcam, camat; reports; settings of the office."""
