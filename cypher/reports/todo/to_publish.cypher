// ---
// title: {zh: 审核中、待发布的心愿, en: Wishes in review}
// about:
//   zh: 正在审核、等着发布（或退回、转办、不予采纳）的心愿，并列出预估费用，发布前须填写。
//   en: "Wishes in review, to be published, returned, referred or rejected, with the estimated cost, which must be there before they are published."
// definition:
//   zh: 截至当日处于“审核中”的心愿。天数自开始审核起算。预估费用按现状。
//   en: "Wishes that are in review on the day. Days count from the start of the review. The estimated cost is as now."
// audience: [staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
// columns:
//   wish_id: {label: {zh: 编号, en: Id}, links: wish}
//   wish: {label: {zh: 心愿, en: Wish}}
//   category: {label: {zh: 类别, en: Category}, words: category}
//   urgency: {label: {zh: 紧急程度, en: Urgency}, words: code}
//   est_cost: {label: {zh: 预估费用, en: Estimated cost}, unit: fen, none: {zh: 待填写, en: To be entered}}
//   station_id: {label: {zh: 站点编号, en: Station id}, links: station, hidden: true}
//   station: {label: {zh: 受理站点, en: Station}, links: {record: station_id}}
//   since: {label: {zh: 开始审核, en: In review since}}
//   days: {label: {zh: 已等待, en: Waiting}, unit: day}
// view: {kind: table}
// rests_on: [Wish, WishEvent, ServiceStation, ChatGroup]
// limits: {rows: 2000, seconds: 5}
// expect: {columns: [wish_id, wish, category, urgency, est_cost, station_id, station, since, days], unique: [wish_id], not_null: [wish_id, wish, since, days]}
// ---
MATCH (w:Wish)-[:HAS_EVENT]->(now:WishEvent)
WHERE now.toStatus = 'IN_REVIEW' AND now.at <= $as_of_end AND now.until > $as_of_end
CALL (w) {
  // The station of the wish: directly, or the one that looks after its chat group.
  OPTIONAL MATCH (w)-[:VIA]->(direct:ServiceStation)
  OPTIONAL MATCH (w)-[:VIA]->(:ChatGroup)-[tie:LOOKED_AFTER_BY]->(behind:ServiceStation)
  WHERE tie.from <= $as_of AND tie.to > $as_of
  WITH coalesce(direct, behind) AS st ORDER BY st.id LIMIT 1
  RETURN st
}
RETURN w.id AS wish_id, w.title AS wish, w.category AS category, w.urgency AS urgency,
       w.estCostFen AS est_cost,
       st.id AS station_id, st.name AS station, date(now.at) AS since,
       duration.inDays(now.at, $as_of_end).days AS days
ORDER BY urgency = 'urgent' DESC, days DESC, wish_id
