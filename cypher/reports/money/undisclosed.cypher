// ---
// question: R23
// title: {zh: 有结余而久未公示的项目, en: Balances not disclosed}
// about:
//   zh: 专款还有结余、超过指定天数没有公示过账目的项目。
//   en: "Projects whose fund has a balance and whose account has not been made public for longer than the given number of days."
// definition:
//   zh: 结余=到账（减去已退回的）−支出，只计资金；截至当日结余大于0，且最近一次公示（含更正）距当日超过指定天数。从未公示过的，天数自专款设立起算。项目已结束的，列出结束日：结余须用于相同或相近的用途，并予公布。
//   en: "Balance = received less refunds - spent, money only. Listed where it is above 0 on the day and the last disclosure, corrections included, lies more than the given number of days back; where there was none, days count from the fund's opening. Where the project has ended its end stands beside: what is left goes to the same or a near purpose, and that is made public."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   days: {type: integer, default: 90, min: 1, max: 730, label: {zh: 超过天数, en: More than (days)}}
// columns:
//   project_id: {label: {zh: 编号, en: Id}, links: project, hidden: true}
//   project: {label: {zh: 项目, en: Project}, links: {record: project_id}}
//   received: {label: {zh: 到账, en: Received}, unit: fen, adds_up: true}
//   spent: {label: {zh: 支出, en: Spent}, unit: fen, adds_up: true}
//   balance: {label: {zh: 结余, en: Balance}, unit: fen, adds_up: true}
//   disclosures: {label: {zh: 公示次数, en: Disclosures}, unit: count, people: false}
//   last_disclosed: {label: {zh: 最近公示, en: Last disclosed}, empty: not_applicable}
//   days_since: {label: {zh: 已过, en: Since then}, unit: day}
//   ended: {label: {zh: 项目结束日, en: Project ended}, empty: not_applicable}
// sums:
//   - {total: received, parts: [spent, balance]}
// same_as:
//   - {column: balance, report: money/account, its_column: balance, by: {project_id: project_id}, whatever: [days]}
// view: {kind: table}
// rests_on: [Project, Fund, Donation, Purchase, Disclosure]
// limits: {rows: 1000, seconds: 5}
// expect: {columns: [project_id, project, received, spent, balance, disclosures, last_disclosed, days_since, ended], unique: [project_id], not_null: [project_id, received, spent, balance, disclosures, days_since]}
// ---
// Each sum is made by itself: joined in one pattern they would multiply one another.
MATCH (p:Project)<-[:OF]-(f:Fund)
WHERE f.openedAt <= $as_of_end
WITH p, min(f.openedAt) AS opened
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
CALL (p) {
  OPTIONAL MATCH (p)<-[:ABOUT]-(said:Disclosure)
  WHERE said.publishedAt <= $as_of_end
  RETURN count(said) AS disclosures, max(said.publishedAt) AS last
}
WITH p, received, spent, received - spent AS balance, disclosures, last,
     duration.inDays(coalesce(last, opened), $as_of_end).days AS days_since
WHERE balance > 0 AND days_since > $days
RETURN p.id AS project_id, p.name AS project, received, spent, balance, disclosures,
       date(last) AS last_disclosed, days_since,
       CASE WHEN p.endAt <= $as_of_end THEN date(p.endAt) END AS ended
ORDER BY days_since DESC, project_id
