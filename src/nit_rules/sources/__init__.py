"""Files that people have, to records."""
