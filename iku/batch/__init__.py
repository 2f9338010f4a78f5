"""Reading many files: every file in a supervised worker process, so that a bad one costs itself alone."""
