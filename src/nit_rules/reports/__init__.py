"""Findings to text, JSON, CSV, Markdown and HTML."""
