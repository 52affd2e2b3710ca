"""Pictures of ties as our own scenes, and the colours that all figures share."""
