// ---
// title: {zh: 相连的记录, en: Neighbours}
// about: {zh: 一条记录按一种关系、一个方向、一种记录连着哪些，带日期和分组所用的类别、状态、站点、村居；骑手、子女和同意记录不在此列。, en: "What hangs on one record by one kind of relationship, one way and one kind of record, with days and with the category, state, site and area by which many are grouped; riders, children and consents are left out."}
// definition:
//   zh: 站点是提出心愿时骑手所在的配送站点，认领按其心愿算；村居是组织服务或场所所在的村居。有起止日期的关系，列出截至当日已经开始的，已结束的也列，“至”当日起不再有效；没有起止日期的，从两端记录中较晚的日期算起（如认领日、提出日）。路程和流转不在此列。
//   en: "The site is where the rider worked when raising the wish, of a claim that of its wish; the area is the one that an organisation serves or a place lies in. Of relationships with days those that had begun by the day are listed, also ended ones, which hold no more from the day in 'to'; one without days begins with the later day of the records at its ends, such as the day of a claim. Travel times and a wish's steps are left out."
// audience: [committee, staff]
// explore: {shows: neighbours}
// parameters:
//   id: {type: text, label: {zh: 编号, en: Id}}
//   tie: {type: text, label: {zh: 关系, en: Relationship}}
//   way: {type: choice, values: [out, in], label: {zh: 方向, en: Way}}
//   kind: {type: text, label: {zh: 另一端种类, en: Kind at the other end}}
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
// columns:
//   tie: {label: {zh: 关系, en: Relationship}, words: tie}
//   from_id: {label: {zh: 起点编号, en: Start id}, links: {record: from_id}}
//   from_kind: {label: {zh: 起点种类, en: Kind of the start}, words: kind}
//   to_id: {label: {zh: 终点编号, en: End id}, links: {record: to_id}}
//   to_kind: {label: {zh: 终点种类, en: Kind of the end}, words: kind}
//   began: {label: {zh: 自, en: From}, empty: not_applicable}
//   ended: {label: {zh: 至, en: To}, empty: not_applicable}
//   category: {label: {zh: 类别, en: Category}, words: category}
//   state: {label: {zh: 状态, en: State}, words: code}
//   site: {label: {zh: 配送站点, en: Site}}
//   area: {label: {zh: 村居, en: Area}}
// view: {kind: table}
// limits: {rows: 50000, seconds: 20}
// expect: {columns: [tie, from_id, from_kind, to_id, to_kind, began, ended, category, state, site, area], not_null: [tie, from_id, from_kind, to_id, to_kind]}
// ---
MATCH (n:Organization|OrgGroup|Area|Company|DeliverySite|Headcount|ChatGroup|Team|Venue|ServiceStation|Facility|SupplyItem|Wish|Claim|Handover|Visit|Project|Pledge|Donation|Fund|Purchase|ItemBatch|Distribution|Disclosure|Activity|SourceDocument|SourceClaim)
WHERE n.id = $id
MATCH (n)-[tie]-(m)
WHERE type(tie) = $tie AND (startNode(tie) = n) = ($way = 'out') AND $kind IN labels(m)
  AND NOT (m:Rider OR m:Child OR m:Consent OR m:WishEvent OR m:ImportRun OR m:ChangeRun OR m:AuditRecord) AND type(tie) <> 'REACHES'
  AND NOT (type(tie) IN ['GAVE', 'PLEDGED'] AND endNode(tie).id IN $unnamed.id)
  AND coalesce(tie.from <= $as_of, true)
WITH tie, m, reduce(latest = coalesce(tie.from, date(tie.at)), day IN CASE WHEN tie.from IS NULL THEN [x IN [startNode(tie), endNode(tie)] |
       CASE WHEN x:Activity THEN null ELSE coalesce(date(x.claimedAt), date(x.submittedAt), date(x.receivedAt), date(x.pledgedAt), date(x.openedAt), date(x.publishedAt), date(x.at), date(x.grantedAt), x.asOf, x.from) END] ELSE [] END |
       CASE WHEN latest IS NULL OR day > latest THEN day ELSE latest END) AS began
WHERE began IS NULL OR began <= $as_of
OPTIONAL MATCH (m)-[:FOR]->(claimed:Wish)
WITH tie, m, began, CASE WHEN m:Wish THEN m ELSE claimed END AS wish
CALL (wish) {
  OPTIONAL MATCH (wish)<-[:RAISED]-(:Rider)-[works:WORKS_AT]->(s:DeliverySite)
  WHERE works.from <= date(wish.submittedAt) AND works.to > date(wish.submittedAt)
  RETURN min(s.name) AS site
}
CALL (m) {
  OPTIONAL MATCH (m)-[:SERVES_AREA|IN_AREA]->(a:Area)
  RETURN min(a.name) AS area
}
RETURN type(tie) AS tie, startNode(tie).id AS from_id, head([label IN labels(startNode(tie)) WHERE NOT label IN ['PartyOrganization', 'MassOrganization', 'Agency']]) AS from_kind,
       endNode(tie).id AS to_id, head([label IN labels(endNode(tie)) WHERE NOT label IN ['PartyOrganization', 'MassOrganization', 'Agency']]) AS to_kind, began, CASE WHEN tie.to < date('9999-12-31') THEN tie.to END AS ended,
       wish.category AS category, coalesce(m.status, tie.state) AS state, site, area
ORDER BY from_id, to_id, began
