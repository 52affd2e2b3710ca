// ---
// title: {zh: 善款收支（按月）, en: Money by month}
// about: {zh: 每月到账、支出多少，月末结余多少。, en: "What was received and spent each month, and the balance at its end."}
// definition:
//   zh: 进入专款的资金捐赠，按到账的月份计；退回的按退回的月份从到账中减去，所以某月可为负数。支出按采购的月份计。月末结余是到那时全部到账减去全部支出；最后一个月只计到当日。
//   en: "Money donations into funds, in the month they came in; refunds are taken off in the month they went back, so that a month may be negative. Spending in the month of the purchase. The balance is all received less all spent by the month's end; the last month runs to the day only."
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   months: {type: integer, default: 24, min: 1, max: 120, label: {zh: 月数, en: Months}}
//   project: {type: choice, from: choices/projects, optional: true, label: {zh: 项目, en: Project}}
// columns:
//   month: {label: {zh: 月份, en: Month}}
//   day: {label: {zh: 截至日, en: Day}, hidden: true}
//   move: {label: {zh: 收支, en: What}, words: money_move}
//   fen: {label: {zh: 金额, en: Amount}, unit: fen, rows: [
//     {report: money/moves, where: {move: [received, spent]}, with: {move: move, period: month}, adds: fen, whatever: [months]},
//     {report: money/moves, where: {move: balance}, with: {as_of: day}, adds: on_balance, whatever: [months]}]}
// view: {kind: line, x: month, y: fen, series: move, bars: [received, spent]}
// rests_on: [Donation, Fund, Purchase]
// limits: {rows: 360, seconds: 5}
// expect: {columns: [month, day, move, fen], unique: [month, move], not_null: [month, move, fen]}
// ---
CALL () {
  CALL () {
    MATCH (d:Donation)-[:INTO]->(f:Fund)
    WHERE d.kind = 'money' AND d.receivedAt <= $as_of_end
      AND ($project IS NULL OR EXISTS { MATCH (f)-[:OF]->(p:Project) WHERE p.id = $project })
    WITH DISTINCT d
    UNWIND [{at: d.receivedAt, fen: d.amountFen}] + CASE d.status WHEN 'REFUNDED'
           THEN [{at: coalesce(d.refundedAt, d.receivedAt), fen: -d.amountFen}] ELSE [] END AS one
    WITH one WHERE one.at <= $as_of_end
    RETURN 'received' AS move, date.truncate('month', date(one.at)) AS month, sum(one.fen) AS fen
    UNION ALL
    MATCH (f:Fund)-[paid:PAID]->(b:Purchase)
    WHERE b.at <= $as_of_end
      AND ($project IS NULL OR EXISTS { MATCH (f)-[:OF]->(p:Project) WHERE p.id = $project })
    RETURN 'spent' AS move, date.truncate('month', date(b.at)) AS month, sum(paid.fen) AS fen
  }
  RETURN collect({move: move, month: month, fen: fen}) AS moves
}
WITH moves, date.truncate('month', $as_of) AS last
UNWIND range($months - 1, 0, -1) AS back
UNWIND ['received', 'spent', 'balance'] AS move
WITH last - duration({months: back}) AS month, move, moves
RETURN left(toString(month), 7) AS month,
       CASE WHEN month = date.truncate('month', $as_of) THEN $as_of
            ELSE month + duration({months: 1}) - duration({days: 1}) END AS day, move,
       CASE move
         WHEN 'balance' THEN reduce(n = 0, one IN [m IN moves WHERE m.month <= month]
           | n + CASE one.move WHEN 'spent' THEN -one.fen ELSE one.fen END)
         ELSE reduce(n = 0, one IN [m IN moves WHERE m.month = month AND m.move = move] | n + one.fen)
       END AS fen
