// ---
// title: {zh: 重办的心愿, en: Wishes reopened}
// about:
//   zh: 兑现之后又退回重办的心愿，一件一行：兑现过几次、退回过几次。
//   en: "Wishes that were taken up again after a handover, one a row: how often they were handed over and went back."
// definition:
//   zh: 口径与“回访率与满意度”的“重办”相同：在所计的兑现之后，由“已实现”退回“已认领”的心愿，每件只计一次，截至当日；兑现之前的退回不计。每一次退回和原因见“回访后重办的心愿”。
//   en: "As 'Reopened' in 'Visits and satisfaction': wishes that went back from fulfilled to claimed after a handover that is counted, each once, by the day; what went back before it is not. Each time and its reason stand in 'Wishes reopened after a visit'."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   since: {type: date, optional: true, label: {zh: 兑现日期自, en: Handed over from}}
//   category: {type: choice, from: choices/categories, optional: true, label: {zh: 类别, en: Category}}
// columns:
//   wish_id: {label: {zh: 编号, en: Id}, links: wish}
//   wish: {label: {zh: 心愿, en: Wish}, links: {record: wish_id}}
//   category: {label: {zh: 类别, en: Category}, words: category}
//   handovers: {label: {zh: 退回前的兑现, en: Handovers before}, unit: count}
//   times: {label: {zh: 退回次数, en: Times reopened}, unit: count}
//   reopened: {label: {zh: 最近退回, en: Last reopened}}
// view: {kind: table}
// rests_on: [Wish, WishEvent, Claim, Handover]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [wish_id, wish, category, handovers, times, reopened], unique: [wish_id], not_null: [wish_id, category, handovers, times, reopened]}
// ---
MATCH (h:Handover)<-[:RESULTED_IN]-(:Claim)-[:FOR]->(w:Wish)-[:HAS_EVENT]->(back:WishEvent)
WHERE h.at <= $as_of_end AND ($since IS NULL OR date(h.at) >= $since)
  AND ($category IS NULL OR w.category = $category)
  AND back.fromStatus = 'FULFILLED' AND back.toStatus = 'CLAIMED'
  AND back.at >= h.at AND back.at <= $as_of_end
RETURN w.id AS wish_id, w.title AS wish, w.category AS category, count(DISTINCT h) AS handovers,
       count(DISTINCT back) AS times, date(max(back.at)) AS reopened
ORDER BY reopened DESC, wish_id
