// ---
// question: R34
// title: {zh: 项目清单, en: List of projects}
// about:
//   zh: 每个项目：谁发起、做什么、起止、多少组织响应、收了多少、用了多少、还剩多少。三张清单之一。
//   en: "Each project: who started it, what for, from when to when, how many organisations responded, what was received, spent and is left. One of the three lists."
// definition:
//   zh: 截至当日已开始或没有记开始日的项目。响应、认捐、捐赠、采购都截至当日；认捐为作出且未免除、未失效的；到账减去已退回的，只计资金；结余=到账−支出。没有专款的项目，金额为空，不是0。“结束日”为计划或实际的结束日。
//   en: "Projects begun by the day or with no beginning on record. Responses, pledges, donations and purchases up to the day: pledged, made and neither waived nor lapsed; received, less refunds, money only; balance = received - spent. A project with no fund has empty amounts, not 0. The end is that planned or reached."
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
// columns:
//   project_id: {label: {zh: 编号, en: Id}, links: project}
//   project: {label: {zh: 项目, en: Project}, links: {record: project_id}}
//   kind: {label: {zh: 种类, en: Kind}, words: code}
//   purpose: {label: {zh: 用途, en: Purpose}}
//   initiator_id: {label: {zh: 发起方编号, en: Initiator id}, links: organisation, hidden: true}
//   initiator: {label: {zh: 发起方, en: Started by}, links: {record: initiator_id}}
//   started: {label: {zh: 开始日, en: Started}}
//   ends: {label: {zh: 结束日, en: Ends}}
//   responded: {label: {zh: 响应组织, en: Responded}, unit: count, people: false, rows: {report: support/responders, with: {project: project_id}}}
//   pledged: {label: {zh: 认捐, en: Pledged}, unit: fen, adds_up: true, rows: {report: money/pledges, adds: amount, with: {project: project_id}}, empty: not_applicable}
//   received: {label: {zh: 到账, en: Received}, unit: fen, adds_up: true, rows: {report: money/moves, values: {move: received}, adds: fen, with: {project: project_id}}, empty: not_applicable}
//   spent: {label: {zh: 支出, en: Spent}, unit: fen, adds_up: true, rows: {report: money/moves, values: {move: spent}, adds: fen, with: {project: project_id}}, empty: not_applicable}
//   balance: {label: {zh: 结余, en: Balance}, unit: fen, adds_up: true, rows: {report: money/moves, adds: on_balance, with: {project: project_id}}, empty: not_applicable}
//   provenance: {label: {zh: 数据性质, en: Provenance}, words: provenance}
// sums:
//   - {total: received, parts: [spent, balance]}
// same_as:
//   - {column: received, report: money/account, its_column: received, by: {project_id: project_id}}
//   - {column: spent, report: money/account, its_column: spent, by: {project_id: project_id}}
// view: {kind: table}
// rests_on: [Project, Organization, Pledge, Donation, Fund, Purchase]
// limits: {rows: 2000, seconds: 5}
// expect: {columns: [project_id, project, kind, purpose, initiator_id, initiator, started, ends, responded, pledged, received, spent, balance, provenance], unique: [project_id], not_null: [project_id, project, kind, responded, provenance]}
// ---
// Each sum is made by itself: joined in one pattern they would multiply one another.
MATCH (p:Project)
WHERE coalesce(p.startAt <= $as_of_end, true)
CALL (p) {
  OPTIONAL MATCH (o:PartyOrganization)-[began:INITIATED]->(p)
  WHERE coalesce(began.at <= $as_of_end, true)
  WITH o ORDER BY o.id LIMIT 1
  RETURN o
}
CALL (p) {
  OPTIONAL MATCH (other:PartyOrganization)-[answer:RESPONDED_TO]->(p)
  WHERE coalesce(answer.at <= $as_of_end, true)
  RETURN count(DISTINCT other) AS responded
}
CALL (p) {
  OPTIONAL MATCH (p)<-[:TO]-(pl:Pledge)
  WHERE pl.pledgedAt <= $as_of_end
    AND NOT (pl.status IN ['WAIVED', 'LAPSED'] AND pl.endedAt <= $as_of_end)
  RETURN CASE WHEN count(pl) > 0 THEN sum(pl.amountFen) END AS pledged
}
CALL (p) {
  OPTIONAL MATCH (p)<-[:OF]-(:Fund)<-[:INTO]-(d:Donation)
  WHERE d.kind = 'money' AND d.receivedAt <= $as_of_end
    AND NOT (d.status = 'REFUNDED' AND coalesce(d.refundedAt, d.receivedAt) <= $as_of_end)
  WITH DISTINCT d
  RETURN coalesce(sum(d.amountFen), 0) AS received
}
CALL (p) {
  OPTIONAL MATCH (p)<-[:OF]-(:Fund)-[paid:PAID]->(b:Purchase)
  WHERE b.at <= $as_of_end
  RETURN coalesce(sum(paid.fen), 0) AS spent
}
WITH p, o, responded, pledged, received, spent,
     EXISTS { MATCH (p)<-[:OF]-(f:Fund) WHERE f.openedAt <= $as_of_end } AS has_fund
RETURN p.id AS project_id, p.name AS project, p.kind AS kind, p.purpose AS purpose,
       o.id AS initiator_id, o.name AS initiator, date(p.startAt) AS started, date(p.endAt) AS ends,
       responded, pledged, CASE WHEN has_fund THEN received END AS received,
       CASE WHEN has_fund THEN spent END AS spent,
       CASE WHEN has_fund THEN received - spent END AS balance, p.provenance AS provenance
ORDER BY started DESC, project_id
