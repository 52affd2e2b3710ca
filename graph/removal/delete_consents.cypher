// The consents of a person, and who is whose guardian.
MATCH (n:Rider|Child {id: $id})
OPTIONAL MATCH (n)-[guardian:GUARDIAN_OF]-()
DELETE guardian
WITH DISTINCT n
OPTIONAL MATCH (k:Consent)
WHERE k.id IN $consents
DETACH DELETE k
