// ---
// title: {zh: 关系, en: Relationships}
// about: {zh: 若干记录的全部关系，或只列它们与另一些记录之间的；骑手、子女和同意记录不在此列。, en: "All relationships of some records, or only those between them and some others; riders, children and consents are left out."}
// definition:
//   zh: 有起止日期的关系，列出截至当日已经开始的，已结束的也列，“至”当日起不再有效；没有起止日期的，从两端记录中较晚的日期算起（如认领日、提出日）。路程和流转不在此列。
//   en: "Of relationships with days those that had begun by the day are listed, also ended ones, which hold no more from the day in 'to'; one without days begins with the later day of the records at its ends, such as the day of a claim. Travel times and a wish's steps are left out."
// audience: [committee, staff]
// explore: {shows: ties}
// parameters:
//   ids: {type: ids, label: {zh: 编号, en: Ids}}
//   others: {type: ids, optional: true, label: {zh: 另一端编号, en: Ids of the other ends}}
//   without: {type: ids, optional: true, label: {zh: 不含的关系, en: Relationships left out}}
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
// columns:
//   tie: {label: {zh: 关系, en: Relationship}, words: tie}
//   from_id: {label: {zh: 起点编号, en: Start id}, links: {record: from_id}}
//   from_kind: {label: {zh: 起点种类, en: Kind of the start}, words: kind}
//   to_id: {label: {zh: 终点编号, en: End id}, links: {record: to_id}}
//   to_kind: {label: {zh: 终点种类, en: Kind of the end}, words: kind}
//   began: {label: {zh: 自, en: From}, empty: not_applicable}
//   ended: {label: {zh: 至, en: To}, empty: not_applicable}
// view: {kind: table}
// limits: {rows: 50000, seconds: 20}
// expect: {columns: [tie, from_id, from_kind, to_id, to_kind, began, ended], not_null: [tie, from_id, from_kind, to_id, to_kind]}
// ---
MATCH (n:Organization|OrgGroup|Area|Company|DeliverySite|Headcount|ChatGroup|Team|Venue|ServiceStation|Facility|SupplyItem|Wish|Claim|Handover|Visit|Project|Pledge|Donation|Fund|Purchase|ItemBatch|Distribution|Disclosure|Activity|SourceDocument|SourceClaim)
WHERE n.id IN $ids.id
MATCH (n)-[tie]-(m)
WHERE NOT (m:Rider OR m:Child OR m:Consent OR m:WishEvent OR m:ImportRun OR m:ChangeRun OR m:AuditRecord) AND type(tie) <> 'REACHES'
  AND NOT (type(tie) IN ['GAVE', 'PLEDGED'] AND endNode(tie).id IN $unnamed.id)
  AND NOT type(tie) IN coalesce($without.id, [])
  AND ($others IS NULL OR m.id IN $others.id)
  AND coalesce(tie.from <= $as_of, true)
WITH DISTINCT tie
WITH tie, reduce(latest = coalesce(tie.from, date(tie.at)), day IN CASE WHEN tie.from IS NULL THEN [x IN [startNode(tie), endNode(tie)] |
       CASE WHEN x:Activity THEN null ELSE coalesce(date(x.claimedAt), date(x.submittedAt), date(x.receivedAt), date(x.pledgedAt), date(x.openedAt), date(x.publishedAt), date(x.at), date(x.grantedAt), x.asOf, x.from) END] ELSE [] END |
       CASE WHEN latest IS NULL OR day > latest THEN day ELSE latest END) AS began
WHERE began IS NULL OR began <= $as_of
RETURN type(tie) AS tie, startNode(tie).id AS from_id, head([label IN labels(startNode(tie)) WHERE NOT label IN ['PartyOrganization', 'MassOrganization', 'Agency']]) AS from_kind,
       endNode(tie).id AS to_id, head([label IN labels(endNode(tie)) WHERE NOT label IN ['PartyOrganization', 'MassOrganization', 'Agency']]) AS to_kind, began, CASE WHEN tie.to < date('9999-12-31') THEN tie.to END AS ended
ORDER BY tie, from_id, to_id, began
