// How many of a person's wishes are still under way.
MATCH (:Rider|Child {id: $id})-[:RAISED]->(w:Wish)
WHERE NOT w.status IN ['FULFILLED', 'CLOSED', 'REJECTED', 'REFERRED', 'WITHDRAWN']
RETURN count(w) AS n
