"""One record as a person enters it: the model's fields as texts, and texts as changes of records."""
