// What all other riders are called.
MATCH (r:Rider)
WHERE r.id <> $id AND r.alias IS NOT NULL
RETURN DISTINCT r.alias AS alias
