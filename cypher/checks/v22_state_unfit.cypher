// ---
// question: V22
// title: {zh: 状态与时间不符, en: Status against times}
// about: {zh: 数据应当没有这种情况；每一行是一处错误。, en: The data should hold none of these; each row is a fault.}
// message:
//   zh: 状态与记录的时间互相矛盾；请改正其中之一。心愿的状态另见“时间先后有误”。
//   en: "The status and the times on record contradict each other; correct one of them. The status of wishes is looked at under times out of order."
// audience: [staff]
// columns:
//   id: {label: {zh: 编号, en: Id}}
//   kind: {label: {zh: 种类, en: Kind}, words: kind}
//   name: {label: {zh: 名称, en: Name}, links: {record: id}}
//   fault: {label: {zh: 问题, en: Fault}, words: incomplete}
//   mender: {label: {zh: 可由谁补正, en: Who could mend it}, words: mender}
//   entered_by: {label: {zh: 经办, en: Entered by}}
// rests_on: [Claim, Pledge, Donation, Fund, Organization]
// limits: {rows: 1000, seconds: 10}
// expect: {columns: [id, kind, name, fault, mender, entered_by]}
// ---
WITH datetime('9999-12-31T00:00:00+08:00') AS far
CALL (far) {
  MATCH (n:Claim)
  WHERE coalesce(n.provenance, '') <> 'article'
    AND (n.status IN ['PENDING', 'ACTIVE'] AND n.endedAt < far
         OR NOT n.status IN ['PENDING', 'ACTIVE'] AND n.endedAt >= far
         OR n.status = 'ACTIVE' AND n.acceptedAt IS NULL)
  RETURN n, 'claims' AS mender, 'claim_state' AS fault
  UNION ALL
  MATCH (n:Pledge)
  WHERE coalesce(n.provenance, '') <> 'article'
    AND (n.status IN ['OPEN', 'PARTLY_PAID'] AND n.endedAt < far
         OR NOT n.status IN ['OPEN', 'PARTLY_PAID'] AND n.endedAt >= far)
  RETURN n, 'money' AS mender, 'pledge_state' AS fault
  UNION ALL
  MATCH (n:Pledge)
  WHERE coalesce(n.provenance, '') <> 'article' AND n.status IN ['OPEN', 'PARTLY_PAID', 'PAID']
  OPTIONAL MATCH (n)<-[settles:SETTLES]-(gift:Donation)
  WHERE gift.status <> 'REFUNDED'
  WITH n, sum(settles.fen) AS paid
  WHERE n.status <> CASE WHEN paid >= n.amountFen THEN 'PAID' WHEN paid > 0 THEN 'PARTLY_PAID' ELSE 'OPEN' END
  RETURN n, 'money' AS mender, 'pledge_settled' AS fault
  UNION ALL
  MATCH (n:Donation)
  WHERE coalesce(n.provenance, '') <> 'article'
    AND (n.status = 'REFUNDED') <> (n.refundedAt IS NOT NULL)
  RETURN n, 'money' AS mender, 'gift_state' AS fault
  UNION ALL
  MATCH (n:Fund)
  WHERE coalesce(n.provenance, '') <> 'article'
    AND (n.status = 'OPEN') <> (n.closedAt >= far)
  RETURN n, 'money' AS mender, 'fund_state' AS fault
  UNION ALL
  MATCH (n:Organization)
  WHERE coalesce(n.provenance, '') <> 'article'
    AND n.active <> (n.to > date({timezone: '+08:00'}))
  RETURN n, 'staff' AS mender, 'organisation_state' AS fault
}
OPTIONAL MATCH (run:ImportRun {id: n.importId})
RETURN n.id AS id,
       head([label IN labels(n) WHERE NOT label IN ['PartyOrganization', 'MassOrganization', 'Agency']])
         AS kind,
       coalesce(n.name, n.id) AS name, fault, mender,
       run.by AS entered_by
ORDER BY id, fault
