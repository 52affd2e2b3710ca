"""The Neo4j side: settings, the one door, the domain model, loading, and the private server."""
