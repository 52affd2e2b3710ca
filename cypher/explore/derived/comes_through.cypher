// ---
// title: {zh: 站点的心愿经哪里受理, en: Where a site's wishes come in}
// about: {zh: 各配送站点的心愿经哪些服务站点受理，各几个，由心愿推算而来。, en: "Through which service stations the wishes of each delivery site came in, and how many; worked out from wishes."}
// definition:
//   zh: 截至当日提出的心愿；经工作群受理的，算维护该群的服务站点。站点是骑手提出心愿时所在的站点。
//   en: "Wishes raised by the day; one that came in through a chat group counts for the station that looks after it. The site is where the rider worked when raising the wish."
// audience: [committee, staff]
// explore:
//   shows: derived
//   label: {zh: 心愿受理, en: Wishes come in at}
//   sentence:
//     one: {zh: "{from} 有 1 个心愿经 {to} 受理", en: "1 wish of {from} came in through {to}"}
//     many: {zh: "{from} 有 {count} 个心愿经 {to} 受理", en: "{count} wishes of {from} came in through {to}"}
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
// view: {kind: table}
// rests_on: [Wish, Rider, DeliverySite, ServiceStation, ChatGroup]
// limits: {rows: 20000, seconds: 20}
// expect: {columns: [from_id, from_kind, to_id, to_kind, began, ended, count, weight], unique: [from_id, to_id], not_null: [from_id, from_kind, to_id, to_kind, count, weight]}
// ---
CALL () {
  MATCH (s:DeliverySite)<-[:WORKS_AT]-(:Rider)-[:RAISED]->(w:Wish)
  WHERE $ids IS NULL OR s.id IN $ids.id
  RETURN w
  UNION
  MATCH (st:ServiceStation)<-[:VIA]-(w:Wish) WHERE st.id IN $ids.id RETURN w
  UNION
  MATCH (st:ServiceStation)<-[:LOOKED_AFTER_BY]-(:ChatGroup)<-[:VIA]-(w:Wish) WHERE st.id IN $ids.id RETURN w
}
MATCH (w)<-[:RAISED]-(:Rider)-[works:WORKS_AT]->(s:DeliverySite)
WHERE w.submittedAt <= $as_of_end AND works.from <= date(w.submittedAt) AND works.to > date(w.submittedAt)
CALL (w) {
  MATCH (w)-[:VIA]->(direct:ServiceStation) RETURN direct AS st
  UNION
  MATCH (w)-[:VIA]->(:ChatGroup)-[tie:LOOKED_AFTER_BY]->(st:ServiceStation)
  WHERE tie.from <= $as_of AND tie.to > $as_of
  RETURN st
}
WITH s, st, count(DISTINCT w) AS wishes, min(date(w.submittedAt)) AS began
WHERE $ids IS NULL OR s.id IN $ids.id OR st.id IN $ids.id
RETURN s.id AS from_id, 'DeliverySite' AS from_kind, st.id AS to_id, 'ServiceStation' AS to_kind,
       began, null AS ended, wishes AS count, wishes AS weight
ORDER BY from_id, to_id
