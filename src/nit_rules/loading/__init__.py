"""Rule files to values: the only home of cattrs and tomllib."""
