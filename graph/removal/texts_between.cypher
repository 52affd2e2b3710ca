// Every relationship with a text that one of the names stands in.
MATCH (a)-[r]->(b)
WHERE any(property IN keys(r) WHERE any(name IN $names WHERE toStringOrNull(r[property]) CONTAINS name))
RETURN elementId(r) AS element, type(r) AS type, a.id AS start, b.id AS end, properties(r) AS properties
