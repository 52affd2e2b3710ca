"""How work leaves the event loop: bounded executors, answers shared by all who wait, the data's state."""
