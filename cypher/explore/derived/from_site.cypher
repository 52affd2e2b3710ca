// ---
// title: {zh: 心愿来自哪个站点, en: Site of a wish}
// about: {zh: 每个心愿提出时骑手所在的配送站点，不列骑手本人。, en: "The delivery site at which the rider worked when raising a wish, without the rider."}
// definition:
//   zh: 骑手后来离职或换站不影响；当时没有站点的心愿不在其内。
//   en: "Wherever the rider works now; wishes with no site at that time are not in it."
// audience: [committee, staff]
// explore:
//   shows: derived
//   label: {zh: 来自, en: From}
//   sentence:
//     many: {zh: "心愿“{from}”来自 {to}", en: "The wish {from} came from {to}"}
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
// rests_on: [Wish, Rider, DeliverySite]
// limits: {rows: 50000, seconds: 20}
// expect: {columns: [from_id, from_kind, to_id, to_kind, began, ended, count, weight], unique: [from_id, to_id], not_null: [from_id, from_kind, to_id, to_kind]}
// ---
CALL () {
  MATCH (w:Wish) WHERE $ids IS NULL OR w.id IN $ids.id RETURN w
  UNION
  MATCH (s:DeliverySite)<-[:WORKS_AT]-(:Rider)-[:RAISED]->(w:Wish) WHERE s.id IN $ids.id RETURN w
}
MATCH (w)<-[:RAISED]-(:Rider)-[works:WORKS_AT]->(s:DeliverySite)
WHERE works.from <= date(w.submittedAt) AND works.to > date(w.submittedAt)
  AND w.submittedAt <= $as_of_end AND ($ids IS NULL OR w.id IN $ids.id OR s.id IN $ids.id)
RETURN DISTINCT w.id AS from_id, 'Wish' AS from_kind, s.id AS to_id, 'DeliverySite' AS to_kind,
       date(w.submittedAt) AS began, null AS ended, 1 AS count, 1 AS weight
ORDER BY from_id, to_id
