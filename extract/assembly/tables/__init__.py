"""Indicator tables: their headings, their rows, and what tells them from look-alikes."""
