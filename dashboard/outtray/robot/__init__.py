"""The robot of a 企业微信 group: its key, and a message to it."""
