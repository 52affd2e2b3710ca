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
  MATCH (n:WishEvent|Handover|Visit|Purchase|Distribution)
  UNWIND ['at', 'until'] AS field
  WITH n, field, n[field] AS value, first, now, far
  WHERE value < first OR value > now AND value < far
  RETURN n, field, value < first AS is_ancient
  UNION ALL
  MATCH (n:Wish|Claim|Pledge|Donation|Fund|Disclosure|Consent|DeliverySite|Venue)
  UNWIND ['submittedAt', 'publishedAt', 'closedAt', 'claimedAt', 'acceptedAt', 'contactedAt', 'endedAt',
          'pledgedAt', 'receivedAt', 'refundedAt', 'openedAt', 'grantedAt', 'withdrawnAt', 'movedAt'] AS field
  WITH n, field, n[field] AS value, first, now, far
  WHERE value < first OR value > now AND value < far
  RETURN n, field, value < first AS is_ancient
  UNION ALL
  MATCH (n:Organization|DeliverySite|Headcount|SourceDocument|SourceClaim)
  UNWIND ['from', 'headcountAsOf', 'asOf', 'statedBefore'] AS field
  WITH n, field, n[field] AS value, first_day, today
  WHERE value < first_day OR value > today
  RETURN n, field, value < first_day AS is_ancient
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
