"""The touchscreen at the door: take a ticket, what to bring, where is my file, rate the service."""
