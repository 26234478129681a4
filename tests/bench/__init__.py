"""`python -m tests.bench`: figures of the hall, each beside a bare floor measured in the same run. Asserts nothing."""
