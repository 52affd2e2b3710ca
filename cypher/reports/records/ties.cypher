// ---
// title: {zh: 关系, en: Relationships}
// about: {zh: 与这条记录直接相连的记录，按关系种类排列；流转见“办理过程”，路程见“站点与15分钟圈”，骑手、子女和同意记录不在此列。, en: "The records directly related to this one, by kind of relationship; a wish's steps stand in its story, travel times in 'Stations and reach'; riders, children and consents are left out."}
// definition:
//   zh: 有起止日期的关系，只列截至当日仍有效的，除非选“含已结束的”；“自”当日算在内，“至”当日不算。没有起止日期的关系一律列出。箭头表示方向。
//   en: "Of relationships with days only those that hold on the day are listed, unless ended ones are asked for; 'from' counts and 'to' does not. Relationships without days are all listed. The arrow says the direction of a relationship."
// audience: [committee, staff]
// parameters:
//   id: {type: text, label: {zh: 编号, en: Id}}
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   ended: {type: boolean, default: false, label: {zh: 含已结束的, en: Ended ones too}}
//   tie: {type: text, optional: true, label: {zh: 关系, en: Relationship}}
//   way: {type: text, optional: true, label: {zh: 方向, en: Way}}
//   kind: {type: text, optional: true, label: {zh: 种类, en: Kind}}
// columns:
//   tie: {label: {zh: 关系, en: Relationship}, words: tie}
//   way: {label: {zh: 方向, en: Way}, values: {out: {zh: →, en: →}, in: {zh: ←, en: ←}}}
//   kind: {label: {zh: 种类, en: Kind}, words: kind}
//   other_id: {label: {zh: 编号, en: Id}, hidden: true}
//   other: {label: {zh: 记录, en: Record}, links: {record: other_id}}
//   began: {label: {zh: 自, en: From}, empty: not_applicable}
//   ended_on: {label: {zh: 至, en: To}, empty: not_applicable}
//   provenance: {label: {zh: 数据性质, en: Provenance}, words: provenance}
// view: {kind: table}
// limits: {rows: 20000, seconds: 5}
// expect: {columns: [tie, way, kind, other_id, other, began, ended_on, provenance], not_null: [tie, way, kind, other_id, other]}
// ---
MATCH (n:Organization|OrgGroup|Area|Company|DeliverySite|Headcount|ChatGroup|Team|Venue|ServiceStation|Facility|SupplyItem|Wish|WishEvent|Claim|Handover|Visit|Project|Pledge|Donation|Fund|Purchase|ItemBatch|Distribution|Disclosure|Activity|SourceDocument|SourceClaim|ImportRun|ChangeRun)
WHERE n.id = $id
MATCH (n)-[tie]-(m)
WHERE NOT (m:Rider OR m:Child OR m:Consent OR m:WishEvent) AND type(tie) <> 'REACHES'
  AND NOT (type(tie) IN ['GAVE', 'PLEDGED'] AND endNode(tie).id IN $unnamed.id)
  AND ($ended OR (coalesce(tie.from <= $as_of, true) AND coalesce(tie.to > $as_of, true)))
  AND type(tie) = coalesce($tie, type(tie)) AND ($way IS NULL OR ($way = 'out') = (startNode(tie) = n)) AND ($kind IS NULL OR $kind IN labels(m))
WITH n, type(tie) AS name, CASE WHEN startNode(tie) = n THEN 'out' ELSE 'in' END AS way, tie, m,
     coalesce(m.name, m.title, m.textZh, m.file, head([one IN [reduce(text = '', part IN [part IN [
         head([fen IN [coalesce(m.amountFen, m.totalFen)] | '¥' + CASE WHEN fen < 100000 THEN toString(fen / 100) WHEN fen < 100000000 THEN toString(fen / 100000) + ',' + right('00' + toString(fen / 100 % 1000), 3)
           ELSE toString(fen / 100000000) + ',' + right('00' + toString(fen / 100000 % 1000), 3) + ',' + right('00' + toString(fen / 100 % 1000), 3) END + CASE fen % 100 WHEN 0 THEN '' ELSE '.' + right('0' + toString(fen % 100), 2) END]),
         CASE WHEN coalesce(m.publicity, '') <> 'anonymous' AND NOT m.id IN $unnamed.id THEN head([(m)<-[:GAVE|PLEDGED|MADE|HAS_EVENT]-(o) WHERE o <> n | coalesce(o.name, o.title)]) END,
         m.supplier, m.item + ' × ' + toString(m.qty), m.place,
         head([(m)-[:FOR|ABOUT|COUNTED_AT]->(w) WHERE w <> n | coalesce(w.title, w.name)]),
         head([(m)<-[:FOLLOWED_BY|RESULTED_IN*1..2]-(:Claim)-[:FOR]->(w:Wish) | w.title]),
         toString(date(coalesce(m.receivedAt, m.pledgedAt, m.claimedAt, m.publishedAt, m.at, m.asOf)))
       ] WHERE part IS NOT NULL] | CASE text WHEN '' THEN part ELSE text + ' · ' + part END)] WHERE one <> '']), m.id) AS other
RETURN name AS tie, way,
       head([label IN labels(m) WHERE NOT label IN ['PartyOrganization', 'MassOrganization', 'Agency']]) AS kind,
       m.id AS other_id, other, tie.from AS began, tie.to AS ended_on, tie.provenance AS provenance
ORDER BY tie, way, began DESC, other, other_id
