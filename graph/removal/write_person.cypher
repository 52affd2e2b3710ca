// What is left of a person: the record by its id, without what tells who it was.
MATCH (n:Rider|Child {id: $id})
SET n += $props, n.rev = coalesce(n.rev, 0) + 1, n.updatedAt = $now
