// ---
// title: {zh: 善款总数（各月末）, en: "Money in total, month by month"}
// about: {zh: 到每个月末为止合计认捐、到账、支出、结余多少，画在善款数字旁边的就是这些。, en: "What had been pledged, received and spent by each month's end, and what was left, as it is drawn beside the numbers of the money."}
// definition:
//   zh: 口径与“善款总数”相同，按每月最后一天终了时的状况，最后一个月按当日；是累计数，不是当月数。
//   en: "As in 'Money in total', at the end of each month's last day, of the day itself for the last month; up to then, not of the month."
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   months: {type: integer, default: 13, min: 1, max: 60, label: {zh: 月数, en: Months}}
//   project: {type: choice, from: choices/projects, optional: true, label: {zh: 项目, en: Project}}
// columns:
//   month: {label: {zh: 月末, en: Month's end}}
//   pledged: {label: {zh: 认捐, en: Pledged}, unit: fen}
//   received: {label: {zh: 到账, en: Received}, unit: fen}
//   spent: {label: {zh: 支出, en: Spent}, unit: fen}
//   balance: {label: {zh: 结余, en: Balance}, unit: fen}
// sums:
//   - {total: received, parts: [spent, balance]}
// view: {kind: line, x: month, y: balance}
// rests_on: [Project, Fund, Pledge, Donation, Purchase]
// limits: {rows: 60, seconds: 10}
// expect: {columns: [month, pledged, received, spent, balance], unique: [month], not_null: [month, pledged, received, spent, balance]}
// ---
CALL () {
  CALL () {
    MATCH (f:Fund)<-[:INTO]-(d:Donation)
    WHERE d.kind = 'money' AND d.receivedAt <= $as_of_end
      AND ($project IS NULL OR EXISTS { MATCH (f)-[:OF]->(p:Project) WHERE p.id = $project })
    WITH DISTINCT d
    UNWIND [{at: d.receivedAt, fen: d.amountFen}] + CASE d.status WHEN 'REFUNDED'
           THEN [{at: coalesce(d.refundedAt, d.receivedAt), fen: -d.amountFen}] ELSE [] END AS one
    RETURN 'received' AS move, one.at AS at, one.fen AS fen
    UNION ALL
    MATCH (f:Fund)-[paid:PAID]->(b:Purchase)
    WHERE b.at <= $as_of_end
      AND ($project IS NULL OR EXISTS { MATCH (f)-[:OF]->(p:Project) WHERE p.id = $project })
    RETURN 'spent' AS move, b.at AS at, paid.fen AS fen
    UNION ALL
    MATCH (p:Project)<-[:TO]-(pl:Pledge)
    WHERE ($project IS NULL OR p.id = $project) AND pl.pledgedAt <= $as_of_end
    UNWIND [{at: pl.pledgedAt, fen: pl.amountFen}]
           + CASE WHEN pl.status IN ['WAIVED', 'LAPSED'] AND pl.endedAt <= $as_of_end
             THEN [{at: pl.endedAt, fen: -pl.amountFen}] ELSE [] END AS one
    RETURN 'pledged' AS move, one.at AS at, one.fen AS fen
  }
  WITH move, at, fen
  WHERE at <= $as_of_end
  WITH move, date.truncate('month', date(at)) AS month, sum(fen) AS fen
  RETURN collect({move: move, month: month, fen: fen}) AS moves
}
WITH moves, date.truncate('month', $as_of) AS last
UNWIND range($months - 1, 0, -1) AS back
WITH last - duration({months: back}) AS month, moves
WITH month,
     reduce(n = 0, one IN [m IN moves WHERE m.month <= month AND m.move = 'pledged'] | n + one.fen)
       AS pledged,
     reduce(n = 0, one IN [m IN moves WHERE m.month <= month AND m.move = 'received'] | n + one.fen)
       AS received,
     reduce(n = 0, one IN [m IN moves WHERE m.month <= month AND m.move = 'spent'] | n + one.fen)
       AS spent
RETURN left(toString(month), 7) AS month, pledged, received, spent, received - spent AS balance
