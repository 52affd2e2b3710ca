// Gifts whose giver does not want to be named, and the pledges that such a gift has settled.
MATCH (d:Donation {publicity: 'anonymous'})
OPTIONAL MATCH (d)-[:SETTLES]->(p:Pledge)
UNWIND [d.id, p.id] AS id
WITH DISTINCT id WHERE id IS NOT NULL
RETURN id ORDER BY id
