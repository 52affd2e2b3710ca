// ---
// title: {zh: 支持关系, en: Support}
// about: {zh: 哪些组织、企业认领了哪些配送站点的心愿，各几个、兑现几个，由认领推算而来。, en: "Which organisations and companies took up wishes from which delivery sites, how many, how many handed over; worked out from claims."}
// definition:
//   zh: 口径与报表“支持关系”相同：截至当日已确认、且仍在进行或已经兑现的认领；每件心愿在每个组织名下只计一次；站点是骑手提出心愿时所在的站点。强度为心愿个数，加上每满1000元花费算1。自最早一次确认起。
//   en: "As in the report 'Who supports whom': claims accepted by the day that are still live or have been handed over; a wish counts once for each organisation; the site is where the rider worked when raising the wish. The strength is the number of wishes, and one more for each full 1,000 yuan spent. It begins with the first acceptance."
// audience: [committee, staff]
// explore:
//   shows: derived
//   label: {zh: 支持, en: Supports}
//   sentence:
//     one: {zh: "{from} 认领 {all} 个心愿，其中 1 个来自 {to}", en: "{from} took up {all} wishes, 1 of them from {to}"}
//     whole_one: {zh: "{from} 认领了 {to} 的 1 个心愿", en: "{from} took up 1 wish, from {to}"}
//     whole: {zh: "{from} 认领 {count} 个心愿，都来自 {to}", en: "{from} took up {count} wishes, all from {to}"}
//     many: {zh: "{from} 认领 {all} 个心愿，其中 {count} 个来自 {to}", en: "{from} took up {all} wishes, {count} of them from {to}"}
// parameters:
//   ids: {type: ids, optional: true, label: {zh: 编号, en: Ids}}
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
// columns:
//   from_id: {label: {zh: 起点编号, en: Start id}, links: {record: from_id}}
//   from_kind: {label: {zh: 起点种类, en: Kind of the start}, words: kind}
//   to_id: {label: {zh: 终点编号, en: End id}, links: {record: to_id}}
//   to_kind: {label: {zh: 终点种类, en: Kind of the end}, words: kind}
//   began: {label: {zh: 自, en: From}, empty: not_applicable}
//   ended: {label: {zh: 至, en: To}, empty: not_applicable}
//   count: {label: {zh: 心愿, en: Wishes}, unit: count}
//   weight: {label: {zh: 强度, en: Strength}}
//   all: {label: {zh: 共认领, en: Taken up in all}, unit: count}
//   fulfilled: {label: {zh: 兑现, en: Handed over}, unit: count}
//   cost: {label: {zh: 花费, en: Cost}, unit: fen}
// view: {kind: table}
// rests_on: [Wish, Claim, Handover, Organization, Company, Rider, DeliverySite]
// limits: {rows: 20000, seconds: 20}
// expect: {columns: [from_id, from_kind, to_id, to_kind, began, ended, count, weight, all, fulfilled, cost], unique: [from_id, to_id], not_null: [from_id, from_kind, to_id, to_kind, count, weight]}
// ---
CALL () {
  MATCH (o:Organization|Company)
  WHERE $ids IS NULL OR o.id IN $ids.id
  RETURN o
  UNION
  MATCH (s:DeliverySite)<-[:WORKS_AT]-(:Rider)-[:RAISED]->(:Wish)<-[:FOR]-(:Claim)<-[:MADE]-(o)
  WHERE s.id IN $ids.id
  RETURN o
}
MATCH (o)-[:MADE]->(c:Claim)-[:FOR]->(w:Wish)
WHERE c.claimedAt <= $as_of_end AND c.acceptedAt <= $as_of_end
OPTIONAL MATCH (c)-[:RESULTED_IN]->(h:Handover) WHERE h.at <= $as_of_end
WITH o, w, c, count(h) > 0 AS done, sum(h.costFen) AS cost
WHERE done OR c.endedAt > $as_of_end
WITH o, w, min(date(c.acceptedAt)) AS began, max(CASE WHEN done THEN 1 ELSE 0 END) AS done, sum(cost) AS cost
WITH o, collect({wish: w, began: began, done: done, cost: cost}) AS taken
UNWIND taken AS one
WITH o, size(taken) AS all, one, one.wish AS w
CALL (w) {
  MATCH (w)<-[:RAISED]-(:Rider)-[works:WORKS_AT]->(s:DeliverySite)
  WHERE works.from <= date(w.submittedAt) AND works.to > date(w.submittedAt)
  RETURN DISTINCT s
}
WITH o, all, s, one
WHERE $ids IS NULL OR o.id IN $ids.id OR s.id IN $ids.id
WITH o, all, s, count(*) AS wishes, sum(one.done) AS fulfilled, sum(one.cost) AS cost, min(one.began) AS began
RETURN o.id AS from_id, head([label IN labels(o) WHERE NOT label IN ['PartyOrganization', 'MassOrganization', 'Agency']]) AS from_kind,
       s.id AS to_id, 'DeliverySite' AS to_kind, began, null AS ended, wishes AS count,
       wishes + cost / 100000 AS weight, all, fulfilled, cost
ORDER BY from_id, to_id
