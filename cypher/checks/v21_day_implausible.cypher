// ---
// question: V21
// title: {zh: 日期在今后或过早, en: "Day ahead, or too early"}
// about: {zh: 数据应当没有这种情况；每一行是一处错误。, en: The data should hold none of these; each row is a fault.}
// message:
//   zh: 这些日期在今天以后，或早于1949年，多半是笔误；请核对。期限和安排好的活动除外。
//   en: "These days lie ahead, or before 1949, and are probably slips of the pen; check them. What is due or planned is excepted."
// audience: [staff]
// columns:
//   id: {label: {zh: 编号, en: Id}}
//   kind: {label: {zh: 种类, en: Kind}, words: kind}
//   name: {label: {zh: 名称, en: Name}, links: {record: id}}
//   fault: {label: {zh: 问题, en: Fault}, words: incomplete}
//   field: {label: {zh: 哪一项, en: Which}, words: model}
//   mender: {label: {zh: 可由谁补正, en: Who could mend it}, words: mender}
//   entered_by: {label: {zh: 经办, en: Entered by}}
// rests_on: [Organization, DeliverySite, Headcount, Consent, Venue, Wish, WishEvent, Claim, Handover, Visit, Pledge, Donation, Fund, Purchase, Distribution, Disclosure, SourceDocument, SourceClaim]
// limits: {rows: 1000, seconds: 20}
// expect: {columns: [id, kind, name, fault, field, mender, entered_by]}
// ---
WITH datetime() AS now, date({timezone: '+08:00'}) AS today, date('1949-01-01') AS first_day,
     datetime('1949-01-01T00:00:00+08:00') AS first, datetime('9999-12-31T00:00:00+08:00') AS far
CALL (now, today, first_day, first, far) {
  MATCH (n:Organization)
  WHERE n.from < first_day OR n.from > today
  RETURN n, 'from' AS field, n.from < first_day AS is_ancient
  UNION ALL
  MATCH (n:DeliverySite)
  WHERE n.movedAt < first OR n.movedAt > now
  RETURN n, 'movedAt' AS field, n.movedAt < first AS is_ancient
  UNION ALL
  MATCH (n:DeliverySite)
  WHERE n.headcountAsOf < first_day OR n.headcountAsOf > today
  RETURN n, 'headcountAsOf' AS field, n.headcountAsOf < first_day AS is_ancient
  UNION ALL
  MATCH (n:Headcount)
  WHERE n.asOf < first_day OR n.asOf > today
  RETURN n, 'asOf' AS field, n.asOf < first_day AS is_ancient
  UNION ALL
  MATCH (n:Consent)
  WHERE n.grantedAt < first OR n.grantedAt > now
  RETURN n, 'grantedAt' AS field, n.grantedAt < first AS is_ancient
  UNION ALL
  MATCH (n:Consent)
  WHERE n.withdrawnAt < first OR n.withdrawnAt > now AND n.withdrawnAt < far
  RETURN n, 'withdrawnAt' AS field, n.withdrawnAt < first AS is_ancient
  UNION ALL
  MATCH (n:Venue)
  WHERE n.movedAt < first OR n.movedAt > now
  RETURN n, 'movedAt' AS field, n.movedAt < first AS is_ancient
  UNION ALL
  MATCH (n:Wish)
  WHERE n.submittedAt < first OR n.submittedAt > now
  RETURN n, 'submittedAt' AS field, n.submittedAt < first AS is_ancient
  UNION ALL
  MATCH (n:Wish)
  WHERE n.publishedAt < first OR n.publishedAt > now
  RETURN n, 'publishedAt' AS field, n.publishedAt < first AS is_ancient
  UNION ALL
  MATCH (n:Wish)
  WHERE n.closedAt < first OR n.closedAt > now AND n.closedAt < far
  RETURN n, 'closedAt' AS field, n.closedAt < first AS is_ancient
  UNION ALL
  MATCH (n:WishEvent)
  WHERE n.at < first OR n.at > now
  RETURN n, 'at' AS field, n.at < first AS is_ancient
  UNION ALL
  MATCH (n:WishEvent)
  WHERE n.until < first OR n.until > now AND n.until < far
  RETURN n, 'until' AS field, n.until < first AS is_ancient
  UNION ALL
  MATCH (n:Claim)
  WHERE n.claimedAt < first OR n.claimedAt > now
  RETURN n, 'claimedAt' AS field, n.claimedAt < first AS is_ancient
  UNION ALL
  MATCH (n:Claim)
  WHERE n.acceptedAt < first OR n.acceptedAt > now
  RETURN n, 'acceptedAt' AS field, n.acceptedAt < first AS is_ancient
  UNION ALL
  MATCH (n:Claim)
  WHERE n.contactedAt < first OR n.contactedAt > now
  RETURN n, 'contactedAt' AS field, n.contactedAt < first AS is_ancient
  UNION ALL
  MATCH (n:Claim)
  WHERE n.endedAt < first OR n.endedAt > now AND n.endedAt < far
  RETURN n, 'endedAt' AS field, n.endedAt < first AS is_ancient
  UNION ALL
  MATCH (n:Handover)
  WHERE n.at < first OR n.at > now
  RETURN n, 'at' AS field, n.at < first AS is_ancient
  UNION ALL
  MATCH (n:Visit)
  WHERE n.at < first OR n.at > now
  RETURN n, 'at' AS field, n.at < first AS is_ancient
  UNION ALL
  MATCH (n:Pledge)
  WHERE n.pledgedAt < first OR n.pledgedAt > now
  RETURN n, 'pledgedAt' AS field, n.pledgedAt < first AS is_ancient
  UNION ALL
  MATCH (n:Pledge)
  WHERE n.endedAt < first OR n.endedAt > now AND n.endedAt < far
  RETURN n, 'endedAt' AS field, n.endedAt < first AS is_ancient
  UNION ALL
  MATCH (n:Donation)
  WHERE n.receivedAt < first OR n.receivedAt > now
  RETURN n, 'receivedAt' AS field, n.receivedAt < first AS is_ancient
  UNION ALL
  MATCH (n:Donation)
  WHERE n.refundedAt < first OR n.refundedAt > now
  RETURN n, 'refundedAt' AS field, n.refundedAt < first AS is_ancient
  UNION ALL
  MATCH (n:Fund)
  WHERE n.openedAt < first OR n.openedAt > now
  RETURN n, 'openedAt' AS field, n.openedAt < first AS is_ancient
  UNION ALL
  MATCH (n:Fund)
  WHERE n.closedAt < first OR n.closedAt > now AND n.closedAt < far
  RETURN n, 'closedAt' AS field, n.closedAt < first AS is_ancient
  UNION ALL
  MATCH (n:Purchase)
  WHERE n.at < first OR n.at > now
  RETURN n, 'at' AS field, n.at < first AS is_ancient
  UNION ALL
  MATCH (n:Distribution)
  WHERE n.at < first OR n.at > now
  RETURN n, 'at' AS field, n.at < first AS is_ancient
  UNION ALL
  MATCH (n:Disclosure)
  WHERE n.publishedAt < first OR n.publishedAt > now
  RETURN n, 'publishedAt' AS field, n.publishedAt < first AS is_ancient
  UNION ALL
  MATCH (n:SourceDocument)
  WHERE n.statedBefore < first_day OR n.statedBefore > today
  RETURN n, 'statedBefore' AS field, n.statedBefore < first_day AS is_ancient
  UNION ALL
  MATCH (n:SourceClaim)
  WHERE n.asOf < first_day OR n.asOf > today
  RETURN n, 'asOf' AS field, n.asOf < first_day AS is_ancient
  UNION ALL
  MATCH (n:Organization)-[r:IN_GROUP]->()
  WHERE r.from < first_day OR r.from > today
  RETURN n, 'IN_GROUP.from' AS field, r.from < first_day AS is_ancient
  UNION ALL
  MATCH (n:PartyOrganization)-[r:SERVES_AREA]->()
  WHERE r.from < first_day OR r.from > today
  RETURN n, 'SERVES_AREA.from' AS field, r.from < first_day AS is_ancient
  UNION ALL
  MATCH (n:Organization)-[r:IN_AREA]->()
  WHERE r.from < first_day OR r.from > today
  RETURN n, 'IN_AREA.from' AS field, r.from < first_day AS is_ancient
  UNION ALL
  MATCH (n:DeliverySite)-[r:IN_AREA]->()
  WHERE r.from < first_day OR r.from > today
  RETURN n, 'IN_AREA.from' AS field, r.from < first_day AS is_ancient
  UNION ALL
  MATCH (n:Venue)-[r:IN_AREA]->()
  WHERE r.from < first_day OR r.from > today
  RETURN n, 'IN_AREA.from' AS field, r.from < first_day AS is_ancient
  UNION ALL
  MATCH (n:Company)-[r:CONTRACTS_FOR]->()
  WHERE r.from < first_day OR r.from > today
  RETURN n, 'CONTRACTS_FOR.from' AS field, r.from < first_day AS is_ancient
  UNION ALL
  MATCH (n:Company)-[r:OPERATES]->()
  WHERE r.from < first_day OR r.from > today
  RETURN n, 'OPERATES.from' AS field, r.from < first_day AS is_ancient
  UNION ALL
  MATCH (n:Rider)-[r:WORKS_AT]->()
  WHERE r.from < first_day OR r.from > today
  RETURN n, 'WORKS_AT.from' AS field, r.from < first_day AS is_ancient
  UNION ALL
  MATCH (n:ChatGroup)-[r:LOOKED_AFTER_BY]->()
  WHERE r.from < first_day OR r.from > today
  RETURN n, 'LOOKED_AFTER_BY.from' AS field, r.from < first_day AS is_ancient
  UNION ALL
  MATCH (n:Organization)-[r:LOCATED_AT]->()
  WHERE r.from < first_day OR r.from > today
  RETURN n, 'LOCATED_AT.from' AS field, r.from < first_day AS is_ancient
  UNION ALL
  MATCH (n:ServiceStation)-[r:HAS_FACILITY]->()
  WHERE r.from < first_day OR r.from > today
  RETURN n, 'HAS_FACILITY.from' AS field, r.from < first_day AS is_ancient
  UNION ALL
  MATCH (n:ServiceStation)-[r:LIAISES_WITH]->()
  WHERE r.from < first_day OR r.from > today
  RETURN n, 'LIAISES_WITH.from' AS field, r.from < first_day AS is_ancient
  UNION ALL
  MATCH (n:Rider)-[r:MEMBER_OF]->()
  WHERE r.from < first_day OR r.from > today
  RETURN n, 'MEMBER_OF.from' AS field, r.from < first_day AS is_ancient
}
WITH n, field, CASE WHEN is_ancient THEN 'day_ancient' ELSE 'day_ahead' END AS fault
OPTIONAL MATCH (run:ImportRun {id: n.importId})
RETURN n.id AS id,
       head([label IN labels(n) WHERE NOT label IN ['PartyOrganization', 'MassOrganization', 'Agency']])
         AS kind,
       coalesce(n.name, n.alias, n.title, n.item, n.id) AS name, fault, field, 'staff' AS mender,
       run.by AS entered_by
ORDER BY id, fault
