// ---
// title: {zh: 待认领心愿, en: Open wishes}
// about: {zh: 当日还没有人认领的心愿，其中发布已超过30天的，以及曾经发布的总数。, en: "Wishes nobody has taken up on the day, those of them published more than 30 days ago, and all that were ever published."}
// definition:
//   zh: 截至当日处于“待认领”或“转入下轮”的心愿；天数自首次发布起算。分母是截至当日曾经发布过的全部心愿，后来撤回的也计在内。
//   en: "Wishes that on the day are published or carried over; days count from the first publication. The denominator is every wish published by the day, including those withdrawn later."
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
// columns:
//   recorded: {label: {zh: 待认领, en: Open}, unit: count, better: less, rows: {report: wishes/counted, values: {state: open}}, changes: {report: wishes/opened_and_ended, adds: change, since: since}, by_month: {report: overview/open_by_month, value: wishes, where: {state: open}}}
//   older: {label: {zh: 其中超过30天, en: Older than 30 days}, unit: count, rows: {report: wishes/counted, values: {state: long_open}}}
//   published: {label: {zh: 曾经发布, en: Ever published}, unit: count, rows: {report: wishes/counted}}
//   open_share: {label: {zh: 待认领占发布, en: Open of published}, unit: percent, ratio: [recorded, published], empty: not_applicable}
// sums:
//   - {total: recorded, parts: [older], rest: true}
//   - {total: published, parts: [recorded], rest: true}
// same_as:
//   - {column: recorded, report: lists/needs, its_column: open}
//   - {column: older, report: lists/needs, its_column: long_open}
//   - {column: published, report: overview/claim_rate, its_column: published}
// view: {kind: number, value: recorded}
// rests_on: [Wish, WishEvent]
// limits: {rows: 1, seconds: 5}
// expect: {columns: [recorded, older, published, open_share], not_null: [recorded, older, published]}
// ---
MATCH (w:Wish)-[:HAS_EVENT]->(e:WishEvent)
WHERE e.toStatus = 'PUBLISHED' AND e.at <= $as_of_end
WITH w, min(e.at) AS first
WITH duration.inDays(first, $as_of_end).days AS days, EXISTS {
       MATCH (w)-[:HAS_EVENT]->(now:WishEvent)
       WHERE now.toStatus IN ['PUBLISHED', 'CARRIED_OVER']
         AND now.at <= $as_of_end AND now.until > $as_of_end
     } AS is_open
WITH count(CASE WHEN is_open THEN 1 END) AS recorded,
     count(CASE WHEN is_open AND days > 30 THEN 1 END) AS older,
     count(*) AS published
RETURN recorded, older, published,
       CASE WHEN published > 0 THEN toFloat(recorded) / published END AS open_share
