// ---
// title: {zh: 退回补充的心愿, en: Wishes returned to be completed}
// about:
//   zh: 退回补充、还没有重新提交的心愿和退回原因，供站点联系骑手补充。
//   en: "Wishes that were returned and not sent again, with the reason, for the station to complete them with the rider."
// definition:
//   zh: 截至当日处于“退回补充”的心愿。天数自退回起算。
//   en: "Wishes that are returned on the day. Days count from the return."
// audience: [staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
// columns:
//   wish_id: {label: {zh: 编号, en: Id}, links: wish}
//   wish: {label: {zh: 心愿, en: Wish}}
//   category: {label: {zh: 类别, en: Category}, words: category}
//   urgency: {label: {zh: 紧急程度, en: Urgency}, words: code}
//   reason: {label: {zh: 退回原因, en: Reason}}
//   station_id: {label: {zh: 站点编号, en: Station id}, links: station, hidden: true}
//   station: {label: {zh: 受理站点, en: Station}, links: {record: station_id}}
//   since: {label: {zh: 退回日, en: Returned}}
//   days: {label: {zh: 已等待, en: Waiting}, unit: day}
// view: {kind: table}
// rests_on: [Wish, WishEvent, ServiceStation, ChatGroup]
// limits: {rows: 2000, seconds: 5}
// expect: {columns: [wish_id, wish, category, urgency, reason, station_id, station, since, days], unique: [wish_id], not_null: [wish_id, wish, since, days]}
// ---
MATCH (w:Wish)-[:HAS_EVENT]->(now:WishEvent)
WHERE now.toStatus = 'RETURNED' AND now.at <= $as_of_end AND now.until > $as_of_end
CALL (w) {
  // The station of the wish: directly, or the one that looks after its chat group.
  OPTIONAL MATCH (w)-[:VIA]->(direct:ServiceStation)
  OPTIONAL MATCH (w)-[:VIA]->(:ChatGroup)-[tie:LOOKED_AFTER_BY]->(behind:ServiceStation)
  WHERE tie.from <= $as_of AND tie.to > $as_of
  WITH coalesce(direct, behind) AS st ORDER BY st.id LIMIT 1
  RETURN st
}
RETURN w.id AS wish_id, w.title AS wish, w.category AS category, w.urgency AS urgency,
       now.reason AS reason,
       st.id AS station_id, st.name AS station, date(now.at) AS since,
       duration.inDays(now.at, $as_of_end).days AS days
ORDER BY urgency = 'urgent' DESC, days DESC, wish_id
