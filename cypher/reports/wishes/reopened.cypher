// ---
// question: R08
// title: {zh: 回访后重办的心愿, en: Wishes reopened after a visit}
// about:
//   zh: 兑现后回访发现没有解决、退回重办的心愿，以及现在办到哪一步。
//   en: "Wishes that a visit found not solved and that were taken up again, and where they stand now."
// definition:
//   zh: 截至当日由“已实现”退回“已认领”的每一次，一次一行；评价是退回之前最近一次回访的评价。
//   en: "One row for each time a wish went back from fulfilled to claimed by the day; the grade is that of the latest visit before it went back."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   since: {type: date, optional: true, label: {zh: 重办日期自, en: Reopened from}}
// columns:
//   event_id: {label: {zh: 流转编号, en: Event id}, hidden: true}
//   wish_id: {label: {zh: 心愿编号, en: Wish id}, links: wish}
//   wish: {label: {zh: 心愿, en: Wish}}
//   category: {label: {zh: 类别, en: Category}, words: category}
//   reopened: {label: {zh: 重办日, en: Reopened}}
//   grade: {label: {zh: 回访评价, en: Grade}, words: code}
//   reason: {label: {zh: 原因, en: Reason}}
//   claimant_id: {label: {zh: 认领方编号, en: Claimant id}, links: organisation, hidden: true}
//   claimant: {label: {zh: 原兑现方, en: Had been fulfilled by}, links: {record: claimant_id}}
//   status: {label: {zh: 当日状态, en: Status on the day}, words: wish_status}
//   days_since: {label: {zh: 距重办, en: Since then}, unit: day}
// view: {kind: table}
// rests_on: [Wish, WishEvent, Claim, Handover, Visit, Organization, Company]
// limits: {rows: 1000, seconds: 5}
// expect: {columns: [event_id, wish_id, wish, category, reopened, grade, reason, claimant_id, claimant, status, days_since], unique: [event_id], not_null: [event_id, wish_id, reopened, status, days_since]}
// ---
MATCH (w:Wish)-[:HAS_EVENT]->(back:WishEvent)
WHERE back.toStatus = 'CLAIMED' AND back.fromStatus = 'FULFILLED' AND back.at <= $as_of_end
  AND ($since IS NULL OR date(back.at) >= $since)
CALL (w, back) {
  OPTIONAL MATCH (w)<-[:FOR]-(c:Claim)-[:RESULTED_IN]->(h:Handover)
  WHERE h.at <= back.at
  WITH c, h ORDER BY h.at DESC, h.id DESC LIMIT 1
  OPTIONAL MATCH (h)-[:FOLLOWED_BY]->(v:Visit)
  WHERE v.at <= back.at
  WITH c, v ORDER BY v.at DESC, v.id DESC LIMIT 1
  OPTIONAL MATCH (o)-[:MADE]->(c)
  WITH v, o ORDER BY o.id
  RETURN head(collect(v.grade)) AS grade, collect(o.id) AS ids, collect(o.name) AS names
}
CALL (w) {
  MATCH (w)-[:HAS_EVENT]->(now:WishEvent)
  WHERE now.at <= $as_of_end AND now.until > $as_of_end
  WITH now ORDER BY now.seq DESC LIMIT 1
  RETURN now.toStatus AS status
}
RETURN back.id AS event_id, w.id AS wish_id, w.title AS wish, w.category AS category,
       date(back.at) AS reopened, 'grade_' + toString(grade) AS grade, back.reason AS reason, head(ids) AS claimant_id,
       CASE WHEN names <> [] THEN reduce(text = head(names), name IN tail(names) | text + '、' + name)
       END AS claimant,
       status, duration.inDays(back.at, $as_of_end).days AS days_since
ORDER BY reopened DESC, event_id
