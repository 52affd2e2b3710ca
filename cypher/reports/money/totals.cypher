// ---
// question: R22
// title: {zh: 善款总数, en: Money in total}
// about: {zh: 所有专款合计认捐、到账、支出、结余多少，最近公示离当日多少天。, en: "What was pledged, received and spent over all funds, what is left, and how long ago an account was last made public."}
// definition:
//   zh: 各项口径与“专款账目”相同，为各项目之和：只计资金，不计实物。认捐不含已免除、已失效的；其中已兑付为这些认捐收到的兑付。到账已减去退回的。结余=到账−支出。距最近公示：各项目中最近一次公示离当日的天数，从未公示过的为空。来源报道中的金额不计入。
//   en: "The sums of 'Fund account' over its projects: money only, no goods. Pledged leaves out what was waived or lapsed; paid of it is what donations settled. Received has refunds taken off. Balance = received - spent. Since the last disclosure: days from the latest one of any project, empty where there was none. Amounts in the article are not in it."
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   project: {type: choice, from: choices/projects, optional: true, label: {zh: 项目, en: Project}}
// columns:
//   received: {label: {zh: 到账, en: Received}, unit: fen, better: more, rows: {report: money/moves, values: {move: received}, adds: fen}, changes: {report: money/moves, values: {move: received}, adds: fen, since: after}, by_month: {report: money/month_ends, value: received}}
//   pledged: {label: {zh: 认捐, en: Pledged}, unit: fen, better: more, rows: {report: money/pledges, adds: amount}, by_month: {report: money/month_ends, value: pledged}}
//   paid_of_pledged: {label: {zh: 其中已兑付, en: Paid of pledged}, unit: fen, rows: {report: money/pledges, adds: paid}}
//   paid_share: {label: {zh: 兑付率, en: Paid share}, unit: percent, ratio: [paid_of_pledged, pledged], people: false, empty: not_applicable}
//   pledges: {label: {zh: 认捐笔数, en: Pledges}, unit: count, people: false, rows: {report: money/pledges}}
//   donations: {label: {zh: 捐赠笔数, en: Donations}, unit: count, people: false, rows: {report: money/moves, values: {move: received, refunds: kept}}}
//   givers: {label: {zh: 捐赠方, en: Givers}, unit: count, people: false, rows: {report: money/givers}}
//   refunded: {label: {zh: 已退回, en: Refunded}, unit: fen, rows: {report: money/moves, values: {refunds: refunded}, adds: fen}}
//   spent: {label: {zh: 支出, en: Spent}, unit: fen, rows: {report: money/moves, values: {move: spent}, adds: fen}, changes: {report: money/moves, values: {move: spent}, adds: fen, since: after}, by_month: {report: money/month_ends, value: spent}}
//   spent_share: {label: {zh: 使用率, en: Spent share}, unit: percent, ratio: [spent, received], people: false, empty: not_applicable}
//   purchases: {label: {zh: 采购笔数, en: Purchases}, unit: count, people: false, rows: {report: money/purchases}}
//   balance: {label: {zh: 结余, en: Balance}, unit: fen, rows: {report: money/moves, adds: on_balance}, changes: {report: money/moves, adds: on_balance, since: after}, by_month: {report: money/month_ends, value: balance}}
//   disclosures: {label: {zh: 公示次数, en: Disclosures}, unit: count, people: false, rows: {report: money/disclosed}}
//   last_disclosed: {label: {zh: 最近公示, en: Last disclosed}, empty: not_applicable}
//   days_since: {label: {zh: 距最近公示, en: Since the last disclosure}, unit: day, empty: not_applicable}
// sums:
//   - {total: received, parts: [spent, balance]}
//   - {total: pledged, parts: [paid_of_pledged], rest: true}
// same_as:
//   - {column: received, report: money/account, its_column: received}
//   - {column: pledged, report: money/account, its_column: pledged}
//   - {column: paid_of_pledged, report: money/account, its_column: paid_of_pledged}
//   - {column: refunded, report: money/account, its_column: refunded}
//   - {column: spent, report: money/account, its_column: spent}
//   - {column: disclosures, report: money/account, its_column: disclosures}
// view: {kind: number, value: received}
// rests_on: [Project, Fund, Pledge, Donation, Purchase, Disclosure, Organization]
// accepts: {cartesian_product: "each part is a single row, so that nothing is multiplied"}
// limits: {rows: 1, seconds: 5}
// expect: {columns: [received, pledged, paid_of_pledged, paid_share, pledges, donations, givers, refunded, spent, spent_share, purchases, balance, disclosures, last_disclosed, days_since], min_rows: 1, max_rows: 1, not_null: [received, pledged, paid_of_pledged, pledges, donations, givers, refunded, spent, purchases, balance, disclosures]}
// ---
// Each sum is made by itself: joined in one pattern they would multiply one another.
CALL () {
  OPTIONAL MATCH (p:Project)<-[:TO]-(pl:Pledge)
  WHERE ($project IS NULL OR p.id = $project) AND pl.pledgedAt <= $as_of_end
    AND NOT (pl.status IN ['WAIVED', 'LAPSED'] AND pl.endedAt <= $as_of_end)
  CALL (pl) {
    OPTIONAL MATCH (pl)<-[part:SETTLES]-(d:Donation)
    WHERE d.receivedAt <= $as_of_end
      AND NOT (d.status = 'REFUNDED' AND coalesce(d.refundedAt, d.receivedAt) <= $as_of_end)
    RETURN coalesce(sum(part.fen), 0) AS settled
  }
  RETURN coalesce(sum(pl.amountFen), 0) AS pledged, coalesce(sum(settled), 0) AS paid_of_pledged,
         count(pl) AS pledges
}
CALL () {
  OPTIONAL MATCH (p:Project)<-[:OF]-(:Fund)<-[:INTO]-(d:Donation)
  WHERE ($project IS NULL OR p.id = $project) AND d.kind = 'money' AND d.receivedAt <= $as_of_end
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
CALL () {
  OPTIONAL MATCH (p:Project)<-[:OF]-(:Fund)-[paid:PAID]->(b:Purchase)
  WHERE ($project IS NULL OR p.id = $project) AND b.at <= $as_of_end
  RETURN coalesce(sum(paid.fen), 0) AS spent, count(DISTINCT b) AS purchases
}
CALL () {
  OPTIONAL MATCH (p:Project)<-[:ABOUT]-(said:Disclosure)
  WHERE ($project IS NULL OR p.id = $project) AND said.publishedAt <= $as_of_end
  RETURN count(DISTINCT said) AS disclosures, max(said.publishedAt) AS last
}
RETURN received, pledged, paid_of_pledged,
       CASE WHEN pledged > 0 THEN toFloat(paid_of_pledged) / pledged END AS paid_share,
       pledges, size(kept) AS donations, givers, refunded, spent,
       CASE WHEN received > 0 THEN toFloat(spent) / received END AS spent_share,
       purchases, received - spent AS balance, disclosures, date(last) AS last_disclosed,
       duration.inDays(last, $as_of_end).days AS days_since
