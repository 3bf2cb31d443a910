"""Findings, and what else is found, to text and every format that can be asked for."""
