"""Running a saved statement: binding, reading, and what the answer rests on."""
