// ---
// title: {zh: 待受理审核的心愿, en: Wishes to take into review}
// about:
//   zh: 已提交、还没有开始审核的心愿，紧急的在前，等得最久的在前。
//   en: "Wishes that were submitted and are not in review yet; urgent ones first, then those that wait longest."
// definition:
//   zh: 截至当日处于“已提交”的心愿；退回补充后重新提交的也在内。天数自最近一次提交起算。
//   en: "Wishes that are submitted on the day, those sent again after being returned among them. Days count from the latest submission."
// audience: [staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
// columns:
//   wish_id: {label: {zh: 编号, en: Id}, links: wish}
//   wish: {label: {zh: 心愿, en: Wish}}
//   category: {label: {zh: 类别, en: Category}, words: category}
//   urgency: {label: {zh: 紧急程度, en: Urgency}, words: code}
//   station_id: {label: {zh: 站点编号, en: Station id}, links: station, hidden: true}
//   station: {label: {zh: 受理站点, en: Station}, links: {record: station_id}}
//   since: {label: {zh: 提交日, en: Submitted}}
//   days: {label: {zh: 已等待, en: Waiting}, unit: day}
// view: {kind: table}
// rests_on: [Wish, WishEvent, ServiceStation, ChatGroup]
// limits: {rows: 2000, seconds: 5}
// expect: {columns: [wish_id, wish, category, urgency, station_id, station, since, days], unique: [wish_id], not_null: [wish_id, wish, since, days]}
// ---
MATCH (w:Wish)-[:HAS_EVENT]->(now:WishEvent)
WHERE now.toStatus = 'SUBMITTED' AND now.at <= $as_of_end AND now.until > $as_of_end
CALL (w) {
  // The station of the wish: directly, or the one that looks after its chat group.
  OPTIONAL MATCH (w)-[:VIA]->(direct:ServiceStation)
  OPTIONAL MATCH (w)-[:VIA]->(:ChatGroup)-[tie:LOOKED_AFTER_BY]->(behind:ServiceStation)
  WHERE tie.from <= $as_of AND tie.to > $as_of
  WITH coalesce(direct, behind) AS st ORDER BY st.id LIMIT 1
  RETURN st
}
RETURN w.id AS wish_id, w.title AS wish, w.category AS category, w.urgency AS urgency,
       st.id AS station_id, st.name AS station, date(now.at) AS since,
       duration.inDays(now.at, $as_of_end).days AS days
ORDER BY urgency = 'urgent' DESC, days DESC, wish_id
