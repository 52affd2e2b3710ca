// The server's clock, and where the graph holds an invented wish the last moment of its wishes' events.
OPTIONAL MATCH (w:Wish) WHERE w.provenance = 'synthetic'
WITH w IS NOT NULL AS synthetic LIMIT 1
OPTIONAL MATCH (e:WishEvent) WHERE synthetic
RETURN datetime({timezone: '+08:00'}) AS now, synthetic, max(e.at) AS last
