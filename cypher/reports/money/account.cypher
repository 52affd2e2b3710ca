// ---
// question: R22
// title: {zh: 专款账目, en: Fund account}
// about:
//   zh: 每个项目认捐、到账、支出、结余各多少，何时公示过。
//   en: "For each project what was pledged, received and spent, what is left, and when an account was made public."
// definition:
//   zh: 只计资金，不计实物。认捐：截至当日作出、未免除也未失效的认捐；其中已兑付：这些认捐收到的兑付，已退回的捐赠不计。到账：进入该项目专款的捐赠减去已退回的。支出：专款支付的采购。结余=到账−支出。到账可多于已兑付，因为有的捐赠没有先认捐。来源报道中的金额不计入。
//   en: "Money only, no goods. Pledged: pledges made by the day and neither waived nor lapsed; paid of pledged: what donations settled of them, refunded ones left out. Received: donations into the project's funds less those refunded. Spent: purchases paid from the funds. Balance = received - spent. More may be received than was paid of pledges, for some give without pledging. Amounts in the article are not in it."
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
// columns:
//   project_id: {label: {zh: 编号, en: Id}, links: project}
//   project: {label: {zh: 项目, en: Project}, links: {record: project_id}}
//   funds: {label: {zh: 专款, en: Funds}}
//   pledged: {label: {zh: 认捐, en: Pledged}, unit: fen, adds_up: true, rows: {report: money/pledges, adds: amount, with: {project: project_id}}}
//   paid_of_pledged: {label: {zh: 其中已兑付, en: Paid of pledged}, unit: fen, adds_up: true, rows: {report: money/pledges, adds: paid, with: {project: project_id}}}
//   received: {label: {zh: 到账, en: Received}, unit: fen, adds_up: true, rows: {report: money/moves, values: {move: received}, adds: fen, with: {project: project_id}}}
//   refunded: {label: {zh: 已退回, en: Refunded}, unit: fen, adds_up: true, rows: {report: money/moves, values: {refunds: refunded}, adds: fen, with: {project: project_id}}}
//   spent: {label: {zh: 支出, en: Spent}, unit: fen, adds_up: true, rows: {report: money/moves, values: {move: spent}, adds: fen, with: {project: project_id}}}
//   balance: {label: {zh: 结余, en: Balance}, unit: fen, adds_up: true, rows: {report: money/moves, adds: on_balance, with: {project: project_id}}}
//   givers: {label: {zh: 捐赠方, en: Givers}, unit: count, people: false, rows: {report: money/givers, with: {project: project_id}}}
//   disclosures: {label: {zh: 公示次数, en: Disclosures}, unit: count, people: false, rows: {report: money/disclosed, with: {project: project_id}}}
//   last_disclosed: {label: {zh: 最近公示, en: Last disclosed}, empty: not_applicable}
//   days_since: {label: {zh: 距最近公示, en: Since then}, unit: day, empty: not_applicable}
// sums:
//   - {total: received, parts: [spent, balance]}
//   - {total: pledged, parts: [paid_of_pledged], rest: true}
// view: {kind: table}
// rests_on: [Project, Fund, Pledge, Donation, Purchase, Disclosure, Organization]
// limits: {rows: 200, seconds: 5}
// expect: {columns: [project_id, project, funds, pledged, paid_of_pledged, received, refunded, spent, balance, givers, disclosures, last_disclosed, days_since], unique: [project_id], not_null: [project_id, pledged, paid_of_pledged, received, refunded, spent, balance, givers, disclosures]}
// ---
// Each sum is made by itself: joined in one pattern they would multiply one another.
MATCH (p:Project)
WHERE EXISTS { MATCH (p)<-[:OF]-(f:Fund) WHERE f.openedAt <= $as_of_end }
   OR EXISTS { MATCH (p)<-[:TO]-(pl:Pledge) WHERE pl.pledgedAt <= $as_of_end }
CALL (p) {
  OPTIONAL MATCH (p)<-[:OF]-(f:Fund) WHERE f.openedAt <= $as_of_end
  WITH f ORDER BY f.id
  RETURN collect(f.name) AS names
}
CALL (p) {
  OPTIONAL MATCH (p)<-[:TO]-(pl:Pledge)
  WHERE pl.pledgedAt <= $as_of_end
    AND NOT (pl.status IN ['WAIVED', 'LAPSED'] AND pl.endedAt <= $as_of_end)
  CALL (pl) {
    OPTIONAL MATCH (pl)<-[part:SETTLES]-(d:Donation)
    WHERE d.receivedAt <= $as_of_end
      AND NOT (d.status = 'REFUNDED' AND coalesce(d.refundedAt, d.receivedAt) <= $as_of_end)
    RETURN coalesce(sum(part.fen), 0) AS settled
  }
  RETURN coalesce(sum(pl.amountFen), 0) AS pledged, coalesce(sum(settled), 0) AS paid_of_pledged
}
CALL (p) {
  OPTIONAL MATCH (p)<-[:OF]-(:Fund)<-[:INTO]-(d:Donation)
  WHERE d.kind = 'money' AND d.receivedAt <= $as_of_end
  WITH DISTINCT d,
       d.status = 'REFUNDED' AND coalesce(d.refundedAt, d.receivedAt) <= $as_of_end AS is_back
  RETURN coalesce(sum(CASE WHEN NOT is_back THEN d.amountFen END), 0) AS received,
         coalesce(sum(CASE WHEN is_back THEN d.amountFen END), 0) AS refunded,
         collect(CASE WHEN NOT is_back THEN d END) AS kept
}
CALL (kept) {
  UNWIND kept AS d
  MATCH (o)-[:GAVE]->(d)
  RETURN count(DISTINCT o) AS givers
}
CALL (p) {
  OPTIONAL MATCH (p)<-[:OF]-(:Fund)-[paid:PAID]->(b:Purchase)
  WHERE b.at <= $as_of_end
  RETURN coalesce(sum(paid.fen), 0) AS spent
}
CALL (p) {
  OPTIONAL MATCH (p)<-[:ABOUT]-(said:Disclosure)
  WHERE said.publishedAt <= $as_of_end
  RETURN count(said) AS disclosures, max(said.publishedAt) AS last
}
RETURN p.id AS project_id, p.name AS project,
       CASE WHEN names <> [] THEN reduce(text = head(names), name IN tail(names) | text + '、' + name)
       END AS funds,
       pledged, paid_of_pledged, received, refunded, spent, received - spent AS balance, givers,
       disclosures, date(last) AS last_disclosed, duration.inDays(last, $as_of_end).days AS days_since
ORDER BY project_id
