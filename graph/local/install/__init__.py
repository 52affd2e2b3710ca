"""What the private server is made of: Neo4j's jars, checked against committed sums, and a Java."""
