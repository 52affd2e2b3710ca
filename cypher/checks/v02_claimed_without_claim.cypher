// ---
// question: V2
// title: {zh: “已认领”与进行中的认领不一致, en: "Claimed without a live claim, or the reverse"}
// about: {zh: 数据应当没有这种情况；每一行是一处错误。, en: The data should hold none of these; each row is a fault.}
// message:
//   zh: 处于“已认领”的心愿须有一个进行中的认领，有进行中认领的心愿须处于“已认领”；请改正状态或认领。
//   en: "A claimed wish needs a live claim, and a wish with a live claim must be claimed; correct the status or the claim."
// audience: [staff]
// columns:
//   wish_id: {label: {zh: 心愿, en: Wish}, links: wish}
//   status: {label: {zh: 状态, en: Status}, words: wish_status}
//   live_claims: {label: {zh: 进行中的认领, en: Live claims}, unit: count}
// rests_on: [Wish, WishEvent, Claim]
// limits: {rows: 1000, seconds: 10}
// expect: {columns: [wish_id, status, live_claims]}
// ---
CALL () {
  MATCH (w:Wish)-[:HAS_EVENT]->(now:WishEvent)
  WHERE now.toStatus = 'CLAIMED' AND now.until >= datetime('9999-12-31T00:00:00+08:00')
  RETURN w
  UNION
  MATCH (c:Claim)-[:FOR]->(w:Wish)
  WHERE c.endedAt >= datetime('9999-12-31T00:00:00+08:00') AND c.acceptedAt IS NOT NULL
  RETURN w
}
CALL (w) {
  OPTIONAL MATCH (w)-[:HAS_EVENT]->(now:WishEvent)
  WHERE now.until >= datetime('9999-12-31T00:00:00+08:00')
  WITH w, max(now.toStatus) AS latest
  RETURN coalesce(latest, w.status) AS status
}
WITH w, status, COUNT {
       MATCH (c:Claim)-[:FOR]->(w)
       WHERE c.endedAt >= datetime('9999-12-31T00:00:00+08:00') AND c.acceptedAt IS NOT NULL
     } AS live_claims
WHERE (status = 'CLAIMED') <> (live_claims > 0)
RETURN w.id AS wish_id, status, live_claims
ORDER BY wish_id
