"""``lianxin act`` and ``lianxin action``: steps of records by hand, and the files that say what they are."""
