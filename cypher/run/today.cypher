// The server's clock, whether the graph holds an invented wish, and the last day of its wishes' events.
OPTIONAL MATCH (w:Wish) WHERE w.provenance = 'synthetic'
WITH w LIMIT 1
OPTIONAL MATCH (e:WishEvent)
WITH w IS NOT NULL AS synthetic, max(e.at) AS last
RETURN datetime({timezone: '+08:00'}) AS now, synthetic, last
