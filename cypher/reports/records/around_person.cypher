// ---
// title: {zh: 个人的周边关系, en: Neighbourhood of a person}
// about: {zh: 一名骑手、一名子女或一份同意周围一步、两步之内的记录；只给工作人员看，每次查看都记入日志。, en: "What surrounds a rider, a child or a consent, one or two steps away; for staff only, and each reading is logged."}
// definition:
//   zh: 同一种关系连着的记录少时逐条列出，多时合为一行并计数，数字点开就是这些记录；不会只列一部分。第二步从第一步的每条记录（或每一组）再走一步；一组多于 300 条的，第二步不再展开，并注明。有起止日期的关系，只算截至当日仍有效的，除非选“含已结束的”。第二步不再列其他个人，流转也不在其列。
//   en: "Where few records are related in one way each has a row; where many are they share one row with their count, which leads to them: none is left out in silence. The second step goes on from each record (or each group) of the first; a group of more than 300 is not followed, and that is said. Of relationships with days only those that hold on the day count, unless ended ones are asked for. The second step leads to no other person, and steps of wishes are left out."
// audience: [staff]
// parameters:
//   id: {type: text, label: {zh: 编号, en: Id}}
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   ended: {type: boolean, default: false, label: {zh: 含已结束的, en: Ended ones too}}
//   steps: {type: integer, default: 1, min: 1, max: 2, label: {zh: 步数, en: Steps}}
// columns:
//   step: {label: {zh: 第几步, en: Step}, unit: name}
//   unit: {label: {zh: 序号, en: No.}, unit: name, hidden: true}
//   from_id: {label: {zh: 起点编号, en: Id of the start}, hidden: true, empty: not_applicable}
//   tie: {label: {zh: 关系, en: Relationship}, words: tie, empty: not_applicable}
//   way: {label: {zh: 方向, en: Way}, values: {out: {zh: →, en: →}, in: {zh: ←, en: ←}}, empty: not_applicable}
//   kind: {label: {zh: 种类, en: Kind}, words: kind}
//   other_id: {label: {zh: 编号, en: Id}, hidden: true, empty: not_applicable}
//   other: {label: {zh: 记录, en: Record}, links: {record: other_id}, empty: not_applicable}
//   count:
//     label: {zh: 条数, en: Records}
//     unit: count
//     people: false
//     rows:
//       - {report: reports/records/ties_of_person, with: {tie: tie, kind: kind}, where: {step: 1, alone: false}, whatever: [steps]}
//       - {report: reports/records/ties, with: {id: from_id, tie: tie, way: way, kind: kind}, where: {step: 2, alone: false}, whatever: [steps]}
//   alone: {label: {zh: 单独一条, en: By itself}, hidden: true}
//   followed: {label: {zh: 已展开, en: Followed}, hidden: true}
// view: {kind: neighbourhood, step: step, unit: unit, id: other_id, title: other, what: kind, tie: tie, way: way, value: count, alone: alone, followed: followed}
// privacy: {personal: true}
// limits: {rows: 3000, seconds: 5}
// expect: {columns: [step, unit, from_id, tie, way, kind, other_id, other, count, alone, followed], not_null: [step, unit, kind, count, alone, followed]}
// ---
MATCH (n:Rider|Child|Consent)
WHERE n.id = $id
// What is one step away, by relationship, way and kind.
CALL (n) {
  MATCH (n)-[tie]-(m)
  WHERE NOT m:WishEvent
    AND ($ended OR (coalesce(tie.from <= $as_of, true) AND coalesce(tie.to > $as_of, true)))
  WITH type(tie) AS tie, CASE WHEN startNode(tie) = n THEN 'out' ELSE 'in' END AS way,
       head([label IN labels(m) WHERE NOT label IN ['PartyOrganization', 'MassOrganization', 'Agency']]) AS kind, m
  ORDER BY m.id
  WITH tie, way, kind, count(*) AS count, collect(DISTINCT m) AS members
  ORDER BY count, tie, way, kind
  RETURN collect({tie: tie, way: way, kind: kind, count: count, members: members}) AS groups, coalesce(sum(count), 0) AS total
}
// How many of a group stand one by one, so that a picture holds them all.
WITH n, groups,
     CASE WHEN $steps = 1 THEN CASE WHEN total <= 22 THEN 22 WHEN size(groups) <= 4 THEN 5 WHEN size(groups) <= 8 THEN 3 ELSE 2 END
          ELSE CASE WHEN total <= 8 THEN 8 WHEN size(groups) <= 4 THEN 2 ELSE 1 END END AS few
CALL (groups, few) {
  UNWIND groups AS group
  UNWIND CASE WHEN group.count <= few THEN [m IN group.members | [m]] ELSE [group.members] END AS members
  RETURN collect({tie: group.tie, way: group.way, kind: group.kind, members: members,
                  alone: group.count <= few, count: CASE WHEN group.count <= few THEN 1 ELSE group.count END}) AS units
}
CALL (n, units) {
  RETURN 0 AS step, -1 AS unit, null AS from_id, null AS tie, null AS way, n AS other, labels(n) AS names, 1 AS count, true AS alone, true AS followed
  UNION ALL
  UNWIND range(0, size(units) - 1) AS unit
  WITH unit, units[unit] AS one
  RETURN 1 AS step, unit, null AS from_id, one.tie AS tie, one.way AS way,
         CASE WHEN one.alone THEN head(one.members) END AS other, [one.kind] AS names, one.count AS count,
         one.alone AS alone, $steps = 1 OR size(one.members) <= 300 AS followed
  UNION ALL
  UNWIND CASE WHEN $steps = 2 THEN range(0, size(units) - 1) ELSE [] END AS unit
  WITH n, unit, units[unit] AS one
  WHERE size(one.members) <= 300
  UNWIND one.members AS m
  MATCH (m)-[tie]-(o)
  WHERE NOT (o:Rider OR o:Child OR o:Consent OR o:WishEvent) AND type(tie) <> 'REACHES'
    AND ($ended OR (coalesce(tie.from <= $as_of, true) AND coalesce(tie.to > $as_of, true)))
  WITH n, unit, one, m, tie, o
  ORDER BY o.id
  WITH n, unit, one, type(tie) AS tie, CASE WHEN startNode(tie) = m THEN 'out' ELSE 'in' END AS way,
       head([label IN labels(o) WHERE NOT label IN ['PartyOrganization', 'MassOrganization', 'Agency']]) AS kind,
       count(*) AS held, collect(DISTINCT o) AS others
  WITH unit, one, tie, way, kind, held, others, [o IN others WHERE o <> n] AS beyond
  WHERE beyond <> []
  UNWIND CASE WHEN size(beyond) <= 2 THEN beyond ELSE [null] END AS other
  RETURN 2 AS step, unit, CASE WHEN one.alone THEN head(one.members).id END AS from_id, tie, way, other,
         [kind] AS names, CASE WHEN other IS NOT NULL THEN 1 WHEN one.alone THEN held ELSE size(beyond) END AS count,
         other IS NOT NULL AS alone, true AS followed
}
RETURN step, unit, from_id, tie, way,
       head([label IN names WHERE NOT label IN ['PartyOrganization', 'MassOrganization', 'Agency']]) AS kind,
       other.id AS other_id,
       coalesce(other.name, other.title, other.alias, other.textZh, other.file, head([one IN [reduce(text = '', part IN [part IN [
         head([fen IN [coalesce(other.amountFen, other.totalFen)] | '¥' + CASE WHEN fen < 100000 THEN toString(fen / 100) WHEN fen < 100000000 THEN toString(fen / 100000) + ',' + right('00' + toString(fen / 100 % 1000), 3)
           ELSE toString(fen / 100000000) + ',' + right('00' + toString(fen / 100000 % 1000), 3) + ',' + right('00' + toString(fen / 100 % 1000), 3) END + CASE fen % 100 WHEN 0 THEN '' ELSE '.' + right('0' + toString(fen % 100), 2) END]),
         CASE WHEN coalesce(other.publicity, '') <> 'anonymous' THEN head([(other)<-[:GAVE|PLEDGED|MADE|HAS_EVENT]-(o) WHERE o.id <> $id | coalesce(o.name, o.title)]) END,
         other.supplier, other.item + ' × ' + toString(other.qty), other.place,
         head([(other)-[:FOR|ABOUT|COUNTED_AT|COVERS]->(w) WHERE step = 0 OR w.id <> $id | coalesce(w.title, w.name, w.id)]),
         head([(other)<-[:FOLLOWED_BY|RESULTED_IN*1..2]-(:Claim)-[:FOR]->(w:Wish) | w.title]),
         toString(date(coalesce(other.receivedAt, other.pledgedAt, other.claimedAt, other.publishedAt, other.grantedAt, other.at, other.asOf)))
       ] WHERE part IS NOT NULL] | CASE text WHEN '' THEN part ELSE text + ' · ' + part END)] WHERE one <> '']), other.id) AS other,
       count, alone, followed
ORDER BY unit, step, count, tie, way, kind, other_id
