// ---
// question: R09
// title: {zh: 尚未到账的认捐, en: Pledges not received yet}
// about:
//   zh: 认捐之后还没有到账的，供内部核对和联系。按组织名称排列，不作排名，不对外公布，也不作为摊派的依据。
//   en: "Pledges of which nothing has been received yet, for checking and calling within the house. In order of name; no ranking, not for publication, and no ground for apportionment."
// definition:
//   zh: 截至当日作出、尚未结束（未付清、未免除、未失效）、且没有任何捐赠兑付过的认捐；已退回的捐赠不算兑付。勾选后也列付了一部分的。同一组织另有不经认捐的捐赠时，列在“另有捐赠”。
//   en: "Pledges made by the day, not ended by then (neither paid, waived nor lapsed) and settled by no donation; refunded ones settle nothing. Those paid in part are listed only when asked for. What the same organisation has given beside its pledges stands under 'given otherwise'."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   partly: {type: boolean, default: false, label: {zh: 也列部分到账的, en: Partly paid ones too}}
//   project: {type: choice, from: choices/projects, optional: true, label: {zh: 项目, en: Project}}
// columns:
//   pledge_id: {label: {zh: 认捐编号, en: Pledge}, links: pledge}
//   organisation_id: {label: {zh: 组织编号, en: Organisation id}, links: organisation, hidden: true}
//   organisation: {label: {zh: 党组织, en: Party organisation}, links: {record: organisation_id}}
//   project_id: {label: {zh: 项目编号, en: Project id}, links: project, hidden: true}
//   project: {label: {zh: 项目, en: Project}, links: {record: project_id}}
//   pledged_on: {label: {zh: 认捐日, en: Pledged on}}
//   due: {label: {zh: 约定到账, en: Due}}
//   amount: {label: {zh: 认捐金额, en: Pledged}, unit: fen, adds_up: true}
//   received: {label: {zh: 已到账, en: Received of it}, unit: fen, adds_up: true}
//   given_otherwise: {label: {zh: 另有捐赠, en: Given otherwise}, unit: fen}
// view: {kind: table}
// rests_on: [Pledge, Organization, Project, Donation]
// limits: {rows: 5000, seconds: 5}
// expect: {columns: [pledge_id, organisation_id, organisation, project_id, project, pledged_on, due, amount, received, given_otherwise], unique: [pledge_id], not_null: [pledge_id, amount, received, given_otherwise]}
// ---
MATCH (pl:Pledge)
WHERE pl.pledgedAt <= $as_of_end AND pl.endedAt > $as_of_end
OPTIONAL MATCH (pl)-[:TO]->(p:Project)
WITH pl, p
WHERE $project IS NULL OR p.id = $project
CALL (pl) {
  OPTIONAL MATCH (pl)<-[part:SETTLES]-(d:Donation)
  WHERE d.receivedAt <= $as_of_end
    AND NOT (d.status = 'REFUNDED' AND coalesce(d.refundedAt, d.receivedAt) <= $as_of_end)
  RETURN coalesce(sum(part.fen), 0) AS received
}
WITH pl, p, received
WHERE received = 0 OR ($partly AND received < pl.amountFen)
CALL (pl) {
  OPTIONAL MATCH (o:PartyOrganization)-[:PLEDGED]->(pl)
  WHERE NOT pl.id IN $unnamed.id
  WITH o ORDER BY o.id LIMIT 1
  RETURN o
}
CALL (o) {
  OPTIONAL MATCH (o)-[:GAVE]->(d:Donation)
  WHERE d.receivedAt <= $as_of_end AND NOT d.id IN $unnamed.id AND NOT EXISTS { (d)-[:SETTLES]->(:Pledge) }
    AND NOT (d.status = 'REFUNDED' AND coalesce(d.refundedAt, d.receivedAt) <= $as_of_end)
  RETURN coalesce(sum(d.amountFen), 0) AS given_otherwise
}
RETURN pl.id AS pledge_id, o.id AS organisation_id, o.name AS organisation, p.id AS project_id,
       p.name AS project, date(pl.pledgedAt) AS pledged_on, date(pl.dueAt) AS due,
       pl.amountFen AS amount, received, given_otherwise
ORDER BY organisation, pledge_id
