"""The store on disk: which data folder is current, and what is left of work that was cut off."""
