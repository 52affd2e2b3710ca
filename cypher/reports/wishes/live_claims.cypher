// ---
// title: {zh: 进行中的认领, en: Live claims}
// about:
//   zh: 当日进行中的认领，一个一行：谁认领了什么、期限到哪天、过了没有。
//   en: "The claims that are live on the day, one a row: who has claimed what, when it is due, whether that is past."
// definition:
//   zh: 截至当日已确认、尚未结束的认领；过了期限日的为逾期，期限当天不算。
//   en: "Claims accepted by the day and not ended; those past their due day are overdue, the due day itself is not."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   state: {type: choice, values: [live, overdue], default: live, label: {zh: 哪些认领, en: Which claims}, words: open_state}
// columns:
//   claim_id: {label: {zh: 认领编号, en: Claim}, links: claim}
//   wish_id: {label: {zh: 心愿编号, en: Wish id}, links: wish}
//   wish: {label: {zh: 心愿, en: Wish}, links: {record: wish_id}}
//   category: {label: {zh: 类别, en: Category}, words: category}
//   claimant_id: {label: {zh: 认领方编号, en: Claimant id}, links: organisation, hidden: true}
//   claimant: {label: {zh: 认领方, en: Claimant}, links: {record: claimant_id}}
//   accepted: {label: {zh: 确认日, en: Accepted}}
//   due: {label: {zh: 期限, en: Due}}
//   late: {label: {zh: 已逾期, en: Late by}, unit: day, empty: not_applicable}
// view: {kind: table}
// rests_on: [Wish, Claim, Organization, Company]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [claim_id, wish_id, wish, category, claimant_id, claimant, accepted, due, late], unique: [claim_id], not_null: [claim_id, wish_id, accepted]}
// ---
MATCH (c:Claim)-[:FOR]->(w:Wish)
WHERE c.acceptedAt <= $as_of_end AND c.endedAt > $as_of_end
  AND ($state = 'live' OR date(c.dueAt) < $as_of)
CALL (c) {
  OPTIONAL MATCH (o)-[:MADE]->(c)
  WITH o ORDER BY o.id LIMIT 1
  RETURN o
}
WITH c, w, o, duration.inDays(date(c.dueAt), $as_of).days AS days
RETURN c.id AS claim_id, w.id AS wish_id, w.title AS wish, w.category AS category,
       o.id AS claimant_id, o.name AS claimant, date(c.acceptedAt) AS accepted, date(c.dueAt) AS due,
       CASE WHEN days > 0 THEN days END AS late
ORDER BY due, claim_id
