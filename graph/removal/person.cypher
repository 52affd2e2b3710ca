// A person's record, the consents that go with it, and what belongs to the wishes that the person raised.
MATCH (n:Rider|Child {id: $id})
CALL (n) {
  OPTIONAL MATCH (n)-[:RAISED]->(w:Wish)
  OPTIONAL MATCH (w)-[:HAS_EVENT]->(e:WishEvent)
  OPTIONAL MATCH (w)<-[:FOR]-(c:Claim)
  OPTIONAL MATCH (c)-[:RESULTED_IN]->(h:Handover)
  OPTIONAL MATCH (h)-[:FOLLOWED_BY]->(v:Visit)
  WITH collect(DISTINCT w.id) + collect(DISTINCT e.id) + collect(DISTINCT c.id)
       + collect(DISTINCT h.id) + collect(DISTINCT v.id) AS near
  RETURN near
}
CALL (n) {
  MATCH (k:Consent)-[:GIVEN_BY]->(n)
  RETURN k.id AS consent
  UNION
  MATCH (n)-[:RAISED]->(:Wish)<-[:COVERS]-(k:Consent)
  WHERE NOT EXISTS { (k)-[:GIVEN_BY]->(other) WHERE other <> n }
  RETURN k.id AS consent
  UNION
  MATCH (k:Consent)-[:COVERS]->(n)
  RETURN k.id AS consent
  UNION
  RETURN null AS consent
}
RETURN n.alias AS alias, n.createdAt AS created, near, collect(consent) AS consents
