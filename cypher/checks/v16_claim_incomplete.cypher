// ---
// question: V16
// title: {zh: 认领、兑现或回访不完整, en: "Incomplete claim, handover or visit"}
// about: {zh: 数据应当没有这种情况；每一行是一处错误。, en: The data should hold none of these; each row is a fault.}
// message:
//   zh: 认领须有认领方和心愿，流转记录、兑现、回访须有所属的心愿、认领、兑现；请补录，或删去多余的记录。
//   en: "A claim needs its maker and its wish; an event, a handover and a visit need the wish, the claim and the handover that they belong to. Record what is missing, or remove what is too much."
// audience: [staff]
// columns:
//   id: {label: {zh: 编号, en: Id}}
//   kind: {label: {zh: 种类, en: Kind}, words: kind}
//   name: {label: {zh: 名称, en: Name}, links: {record: id}}
//   fault: {label: {zh: 问题, en: Fault}, words: incomplete}
//   mender: {label: {zh: 可由谁补正, en: Who could mend it}, words: mender}
//   entered_by: {label: {zh: 经办, en: Entered by}}
// rests_on: [Claim, Wish, WishEvent, Handover, Visit]
// limits: {rows: 1000, seconds: 10}
// expect: {columns: [id, kind, name, fault, mender, entered_by]}
// ---
CALL () {
  MATCH (n:Claim)
  WHERE coalesce(n.provenance, '') <> 'article'
    AND NOT EXISTS { (n)<-[:MADE]-() }
  RETURN n, 'claim_without_maker' AS fault
  UNION ALL
  MATCH (n:Claim)
  WHERE coalesce(n.provenance, '') <> 'article'
    AND NOT EXISTS { (n)-[:FOR]->(:Wish) }
  RETURN n, 'claim_without_wish' AS fault
  UNION ALL
  MATCH (n:WishEvent)
  WHERE coalesce(n.provenance, '') <> 'article'
    AND NOT EXISTS { (n)<-[:HAS_EVENT]-(:Wish) }
  RETURN n, 'event_without_wish' AS fault
  UNION ALL
  MATCH (n:Handover)
  WHERE coalesce(n.provenance, '') <> 'article'
    AND NOT EXISTS { (n)<-[:RESULTED_IN]-(:Claim) }
  RETURN n, 'handover_without_claim' AS fault
  UNION ALL
  MATCH (n:Visit)
  WHERE coalesce(n.provenance, '') <> 'article'
    AND NOT EXISTS { (n)<-[:FOLLOWED_BY]-(:Handover) }
  RETURN n, 'visit_without_handover' AS fault
}
OPTIONAL MATCH (run:ImportRun {id: n.importId})
RETURN n.id AS id, head(labels(n)) AS kind, n.id AS name, fault, 'claims' AS mender,
       run.by AS entered_by
ORDER BY id, fault
