"""A bundle: one archive from which Lianxin is installed and started on a machine without a network."""
