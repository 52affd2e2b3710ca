// ---
// question: V15
// title: {zh: 心愿不完整, en: Incomplete wish}
// about: {zh: 数据应当没有这种情况；每一行是一处错误。, en: The data should hold none of these; each row is a fault.}
// message:
//   zh: 心愿须有流转记录、提出的骑手和受理渠道，否则不在心愿台账里；请补录。来源报道中的心愿除外。
//   en: "A wish needs an event, a rider who raised it and a channel, or it is in no ledger; record what is missing. The wish of the article is excepted."
// audience: [staff]
// columns:
//   id: {label: {zh: 编号, en: Id}}
//   kind: {label: {zh: 种类, en: Kind}, words: kind}
//   name: {label: {zh: 名称, en: Name}, links: {record: id}}
//   fault: {label: {zh: 问题, en: Fault}, words: incomplete}
//   mender: {label: {zh: 可由谁补正, en: Who could mend it}, words: mender}
//   entered_by: {label: {zh: 经办, en: Entered by}}
// rests_on: [Wish, WishEvent, Rider]
// limits: {rows: 1000, seconds: 10}
// expect: {columns: [id, kind, name, fault, mender, entered_by]}
// ---
CALL () {
  MATCH (n:Wish)
  WHERE coalesce(n.provenance, '') <> 'article'
    AND NOT EXISTS { (n)-[:HAS_EVENT]->(:WishEvent) }
  RETURN n, 'wish_without_event' AS fault
  UNION ALL
  MATCH (n:Wish)
  WHERE coalesce(n.provenance, '') <> 'article'
    AND NOT EXISTS { (n)<-[:RAISED]-(:Rider) }
  RETURN n, 'wish_without_rider' AS fault
  UNION ALL
  // A visit or a box at the door goes through no station.
  MATCH (n:Wish)
  WHERE coalesce(n.provenance, '') <> 'article'
    AND NOT n.channel IN ['visit', 'box']
    AND NOT EXISTS { (n)-[:VIA]->() }
  RETURN n, 'wish_without_channel' AS fault
}
OPTIONAL MATCH (run:ImportRun {id: n.importId})
RETURN n.id AS id, 'Wish' AS kind, n.title AS name, fault, 'station' AS mender,
       run.by AS entered_by
ORDER BY id, fault
