"""Running a saved statement: admission, binding, reading, and what the answer rests on."""
