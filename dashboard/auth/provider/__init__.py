"""Signing in by an OpenID Connect provider: the code flow with PKCE, and what its answer must be."""
