// ---
// title: {zh: 周围有什么人, en: Which persons are around}
// about: {zh: 每条记录连着多少骑手、子女和同意记录，以及每名骑手、子女连着什么；只有个数，只给工作人员看。, en: "How many riders, children and consents hang on each record, and what hangs on a rider or child; counts alone, for staff only."}
// definition:
//   zh: 数的是另一端的记录，一条记录只数一次。有起止日期的关系，列出截至当日已经开始的，已结束的也列，“至”当日起不再有效；没有起止日期的，从两端记录中较晚的日期算起（如认领日、提出日）。路程和流转不在此列。
//   en: "Records at the other end are counted, each once. Of relationships with days those that had begun by the day are listed, also ended ones, which hold no more from the day in 'to'; one without days begins with the later day of the records at its ends, such as the day of a claim. Travel times and a wish's steps are left out."
// audience: [staff]
// explore: {shows: around}
// parameters:
//   ids: {type: ids, label: {zh: 编号, en: Ids}}
//   others: {type: ids, optional: true, label: {zh: 另一端编号, en: Ids of the other ends}}
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
// columns:
//   id: {label: {zh: 编号, en: Id}}
//   tie: {label: {zh: 关系, en: Relationship}, words: tie}
//   way: {label: {zh: 方向, en: Way}, values: {out: {zh: →, en: →}, in: {zh: ←, en: ←}}}
//   kind: {label: {zh: 另一端种类, en: Kind at the other end}, words: kind}
//   count: {label: {zh: 个数, en: How many}, unit: count}
//   shown: {label: {zh: 已显示, en: Shown already}, unit: count}
//   holding: {label: {zh: 当日仍有效, en: Holding on the day}, unit: count}
// view: {kind: table}
// limits: {rows: 50000, seconds: 20}
// expect: {columns: [id, tie, way, kind, count, shown, holding], unique: [id, tie, way, kind], not_null: [id, tie, way, kind, count, shown, holding]}
// ---
MATCH (n:Organization|OrgGroup|Area|Company|DeliverySite|Headcount|ChatGroup|Team|Venue|ServiceStation|Facility|SupplyItem|Wish|Claim|Handover|Visit|Project|Pledge|Donation|Fund|Purchase|ItemBatch|Distribution|Disclosure|Activity|SourceDocument|SourceClaim|Rider|Child|Consent)
WHERE n.id IN $ids.id
MATCH (n)-[tie]-(m)
WHERE (m:Rider OR m:Child OR m:Consent OR n:Rider OR n:Child OR n:Consent)
  AND NOT (m:WishEvent OR m:ImportRun OR m:ChangeRun OR m:AuditRecord)
  AND coalesce(tie.from <= $as_of, true)
WITH n, tie, m, reduce(latest = coalesce(tie.from, date(tie.at)), day IN CASE WHEN tie.from IS NULL THEN [x IN [startNode(tie), endNode(tie)] |
       CASE WHEN x:Activity THEN null ELSE coalesce(date(x.claimedAt), date(x.submittedAt), date(x.receivedAt), date(x.pledgedAt), date(x.openedAt), date(x.publishedAt), date(x.at), date(x.grantedAt), x.asOf, x.from) END] ELSE [] END |
       CASE WHEN latest IS NULL OR day > latest THEN day ELSE latest END) AS began
WHERE began IS NULL OR began <= $as_of
RETURN n.id AS id, type(tie) AS tie, CASE WHEN startNode(tie) = n THEN 'out' ELSE 'in' END AS way,
       head([label IN labels(m) WHERE NOT label IN ['PartyOrganization', 'MassOrganization', 'Agency']]) AS kind,
       count(DISTINCT m) AS count, count(DISTINCT CASE WHEN m.id IN coalesce($others.id, []) THEN m END) AS shown,
       count(DISTINCT CASE WHEN coalesce(tie.to > $as_of, true) THEN m END) AS holding
ORDER BY id, tie, way, kind
