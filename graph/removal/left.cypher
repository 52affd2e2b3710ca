// Which of these persons stand in the graph with anything that was removed: after a restore, or by an import.
UNWIND $persons AS one
MATCH (n:Rider|Child {id: one.id})
WHERE (one.created = '' OR n.createdAt.epochMillis = datetime(one.created).epochMillis)
  AND ((n:Rider AND n.alias <> one.alias)
       OR EXISTS { (n)-[:GUARDIAN_OF]-() } OR EXISTS { (:Consent)-[:GIVEN_BY|COVERS]->(n) })
RETURN n.id AS id
