"""Imported once, by the process from which workers are forked: everything that reading text needs."""

import iku.batch.worker as worker

__all__ = ["worker"]
