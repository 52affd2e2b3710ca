// The last event of a wish, and who entered it.
MATCH (:Wish {id: $id})-[:HAS_EVENT]->(e:WishEvent)
WITH e ORDER BY e.seq DESC, e.at DESC LIMIT 1
OPTIONAL MATCH (c:ChangeRun {id: e.importId})
OPTIONAL MATCH (r:ImportRun {id: e.importId})
RETURN elementId(e) AS element, properties(e) AS properties, coalesce(c.by, r.by) AS by
