// Writes properties of nodes, each named by the server's own id of it.
UNWIND $rows AS row
MATCH (n) WHERE elementId(n) = row.element
SET n += row.properties
