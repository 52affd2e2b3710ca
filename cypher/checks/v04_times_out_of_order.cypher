// ---
// question: V4
// title: {zh: 时间先后有误, en: Times out of order}
// about: {zh: 数据应当没有这种情况；每一行是一处错误。, en: The data should hold none of these; each row is a fault.}
// message:
//   zh: 流转记录须按序号先后相接，办结不得早于发布，状态须与最近一次流转一致；请改正时间或状态。
//   en: "The events of a wish must follow one another by number, closing may not precede publication, and the status must be that of the latest event; correct the time or the status."
// audience: [staff]
// columns:
//   wish_id: {label: {zh: 心愿, en: Wish}, links: wish}
//   fault: {label: {zh: 问题, en: Fault}, words: time_fault}
//   event_id: {label: {zh: 流转记录, en: Event}}
// rests_on: [Wish, WishEvent]
// limits: {rows: 1000, seconds: 10}
// expect: {columns: [wish_id, fault, event_id]}
// ---
CALL () {
  MATCH (w:Wish)-[:HAS_EVENT]->(e:WishEvent)
  WHERE e.until < e.at
  RETURN w, 'out_of_order' AS fault, e.id AS event_id
  UNION ALL
  MATCH (w:Wish)-[:HAS_EVENT]->(e:WishEvent)
  WITH w, e ORDER BY e.seq, e.id
  WITH w, collect(e) AS events
  UNWIND range(1, size(events) - 1) AS i
  WITH w, events[i - 1] AS before, events[i] AS e
  WHERE e.at < before.at OR before.until <> e.at OR before.seq = e.seq
  RETURN w, 'gap' AS fault, e.id AS event_id
  UNION ALL
  MATCH (w:Wish)
  WHERE w.closedAt < w.publishedAt
  RETURN w, 'closed_before_published' AS fault, null AS event_id
  UNION ALL
  MATCH (w:Wish)-[:HAS_EVENT]->(e:WishEvent)
  WITH w, e ORDER BY e.seq DESC, e.id DESC
  WITH w, head(collect(e)) AS last
  WHERE w.status <> last.toStatus
  RETURN w, 'status_differs' AS fault, last.id AS event_id
}
RETURN w.id AS wish_id, fault, event_id
ORDER BY wish_id, fault, event_id
