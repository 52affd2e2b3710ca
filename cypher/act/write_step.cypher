// Moves a wish to another state: its fields, the end of the event before, and the new event.
MATCH (w:Wish {id: $id})
SET w += $fields
CREATE (w)-[:HAS_EVENT]->(e:WishEvent {id: $event.id})
SET e += $event
WITH w
MATCH (last) WHERE elementId(last) = $last
SET last.until = $at
