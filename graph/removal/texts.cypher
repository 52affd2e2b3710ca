// Every node with a text that one of the names stands in; notes of changes are looked at by themselves,
// and what a published source says stays as it was said.
MATCH (n)
WHERE NOT n:AuditRecord AND NOT n:SourceClaim AND NOT n:SourceDocument
  AND any(property IN keys(n) WHERE any(name IN $names WHERE toStringOrNull(n[property]) CONTAINS name))
RETURN elementId(n) AS element, labels(n) AS labels, n.id AS id, properties(n) AS properties
