"""The page's shell: its Jinja text, its style, its scripts, and the components that bridge to Panel."""
