// ---
// title: {zh: 认捐明细, en: Pledges}
// about:
//   zh: 截至当日有效的认捐，一笔一行：谁认捐了多少、兑付了多少。
//   en: "The pledges in force on the day, one a row: who pledged how much and what was paid of it."
// definition:
//   zh: 截至当日作出、未免除也未失效的认捐；已兑付为收到的兑付，已退回的捐赠不计。
//   en: "Pledges made by the day and neither waived nor lapsed; paid is what donations settled, refunded ones left out."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   project: {type: choice, from: choices/projects, optional: true, label: {zh: 项目, en: Project}}
// columns:
//   pledge_id: {label: {zh: 编号, en: Id}, links: pledge}
//   organisation_id: {label: {zh: 认捐方编号, en: Pledged by (id)}, links: organisation, hidden: true}
//   organisation: {label: {zh: 认捐方, en: Pledged by}, links: {record: organisation_id}}
//   project: {label: {zh: 项目, en: Project}}
//   pledged: {label: {zh: 认捐日, en: Pledged on}}
//   due: {label: {zh: 约定日, en: Due}}
//   amount: {label: {zh: 认捐, en: Pledged}, unit: fen, adds_up: true}
//   paid: {label: {zh: 已兑付, en: Paid of it}, unit: fen, adds_up: true}
// view: {kind: table}
// rests_on: [Pledge, Donation, Project, Organization]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [pledge_id, organisation_id, organisation, project, pledged, due, amount, paid], unique: [pledge_id], not_null: [pledge_id, pledged, amount, paid]}
// ---
MATCH (p:Project)<-[:TO]-(pl:Pledge)
WHERE ($project IS NULL OR p.id = $project) AND pl.pledgedAt <= $as_of_end
  AND NOT (pl.status IN ['WAIVED', 'LAPSED'] AND pl.endedAt <= $as_of_end)
CALL (pl) {
  OPTIONAL MATCH (pl)<-[part:SETTLES]-(d:Donation)
  WHERE d.receivedAt <= $as_of_end
    AND NOT (d.status = 'REFUNDED' AND coalesce(d.refundedAt, d.receivedAt) <= $as_of_end)
  RETURN coalesce(sum(part.fen), 0) AS paid
}
CALL (pl) {
  OPTIONAL MATCH (o)-[:PLEDGED]->(pl)
  WHERE NOT pl.id IN $unnamed.id
  WITH o ORDER BY o.id LIMIT 1
  RETURN o
}
RETURN pl.id AS pledge_id, o.id AS organisation_id, o.name AS organisation, p.name AS project,
       date(pl.pledgedAt) AS pledged, date(pl.dueAt) AS due, pl.amountFen AS amount, paid
ORDER BY pledged DESC, pledge_id
