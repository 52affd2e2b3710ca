// The server's clock, and where the graph holds an invented wish the last moment of its wishes' events.
OPTIONAL MATCH (w:Wish) WHERE w.provenance = 'synthetic'
WITH w LIMIT 1
CALL (w) {
  MATCH (e:WishEvent) WHERE w IS NOT NULL
  RETURN max(e.at) AS last
}
RETURN datetime({timezone: '+08:00'}) AS now, w IS NOT NULL AS synthetic, last
