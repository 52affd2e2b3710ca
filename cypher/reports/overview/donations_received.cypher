// ---
// title: {zh: 到账善款, en: Donations received}
// about: {zh: 截至当日进入专款的捐款，已扣除退回的。, en: "Money received into the funds by the day, refunds taken off."}
// definition:
//   zh: 进入专款的资金捐赠减去截至当日已退回的，不含实物；只计系统中的账目，来源报道中的金额不计入。
//   en: "Money donations into funds less those refunded by the day, no goods; only the ledger in the graph, never the article's amount."
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
// columns:
//   recorded: {label: {zh: 到账, en: Received}, unit: fen, better: more, rows: {report: money/moves, values: {move: received}, adds: fen}, changes: {report: money/moves, values: {move: received}, adds: fen, since: after}, by_month: {report: money/month_ends, value: received}}
//   donations: {label: {zh: 笔数, en: Donations}, unit: count, people: false, rows: {report: money/moves, values: {move: received, refunds: kept}}}
//   givers: {label: {zh: 捐赠方, en: Givers}, unit: count, people: false, rows: {report: money/givers}}
//   refunded: {label: {zh: 已退回, en: Refunded}, unit: fen, rows: {report: money/moves, values: {refunds: refunded}, adds: fen}}
//   spent: {label: {zh: 已支出, en: Spent}, unit: fen, rows: {report: money/moves, values: {move: spent}, adds: fen}}
// view: {kind: number, value: recorded}
// rests_on: [Donation, Fund, Purchase, Organization]
// limits: {rows: 1, seconds: 5}
// expect: {columns: [recorded, donations, givers, refunded, spent], not_null: [recorded, donations, givers, refunded, spent]}
// ---
MATCH (d:Donation)-[:INTO]->(:Fund)
WHERE d.kind = 'money' AND d.receivedAt <= $as_of_end
WITH DISTINCT d,
     d.status = 'REFUNDED' AND coalesce(d.refundedAt, d.receivedAt) <= $as_of_end AS is_back
WITH coalesce(sum(CASE WHEN NOT is_back THEN d.amountFen END), 0) AS recorded,
     coalesce(sum(CASE WHEN is_back THEN d.amountFen END), 0) AS refunded,
     collect(CASE WHEN NOT is_back THEN d END) AS kept
CALL (kept) {
  UNWIND kept AS d
  MATCH (o)-[:GAVE]->(d)
  RETURN count(DISTINCT o) AS givers
}
RETURN recorded, size(kept) AS donations, givers, refunded,
       reduce(n = 0, fen IN COLLECT {
         MATCH (:Fund)-[paid:PAID]->(b:Purchase) WHERE b.at <= $as_of_end RETURN paid.fen
       } | n + fen) AS spent
