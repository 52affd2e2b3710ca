// Writes properties of relationships, each named by the server's own id of it.
UNWIND $rows AS row
MATCH ()-[r]->() WHERE elementId(r) = row.element
SET r += row.properties
