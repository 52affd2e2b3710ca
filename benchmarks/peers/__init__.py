"""The same records worked on in Lianxin and in Django admin, step by step in turn."""
