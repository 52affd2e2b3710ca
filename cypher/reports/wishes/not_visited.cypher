// ---
// question: R07
// title: {zh: 兑现后未回访的心愿, en: Handed over and not visited}
// about:
//   zh: 兑现已过指定天数、还没有回访的心愿，便于安排回访。
//   en: "Wishes handed over more than the given number of days ago with no follow-up visit, to plan the visits."
// definition:
//   zh: 每次兑现一行：截至当日已兑现超过指定天数、没有回访记录的。默认只列当日仍处于“已实现”的；勾选后也列回访期满、已经办结的。
//   en: "One row for each handover made more than the given number of days before the day and with no visit by then. Only those whose wish is still 'fulfilled' on the day, unless those closed without a visit when its time had passed are asked for too."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   days: {type: integer, default: 15, min: 0, max: 730, label: {zh: 超过天数, en: More than (days)}}
//   with_closed: {type: boolean, default: false, label: {zh: 也列已办结的, en: Closed ones too}}
// columns:
//   handover_id: {label: {zh: 兑现编号, en: Handover id}, hidden: true}
//   wish_id: {label: {zh: 心愿编号, en: Wish id}, links: wish}
//   wish: {label: {zh: 心愿, en: Wish}}
//   category: {label: {zh: 类别, en: Category}, words: category}
//   status: {label: {zh: 当日状态, en: Status on the day}, words: wish_status}
//   claimant_id: {label: {zh: 兑现方编号, en: Id of who fulfilled it}, links: organisation, hidden: true}
//   claimant: {label: {zh: 兑现方, en: Fulfilled by}, links: {record: claimant_id}}
//   site_id: {label: {zh: 站点编号, en: Site id}, links: site, hidden: true}
//   site: {label: {zh: 提出时所在配送站点, en: Site when raised}, links: {record: site_id}}
//   handed_over: {label: {zh: 兑现日, en: Handed over}}
//   days_since: {label: {zh: 已过, en: Since then}, unit: day}
// view: {kind: table}
// rests_on: [Wish, WishEvent, Claim, Handover, Visit, Organization, Company, DeliverySite]
// limits: {rows: 5000, seconds: 5}
// expect: {columns: [handover_id, wish_id, wish, category, status, claimant_id, claimant, site_id, site, handed_over, days_since], unique: [handover_id], not_null: [handover_id, wish_id, status, handed_over, days_since]}
// ---
MATCH (h:Handover)<-[:RESULTED_IN]-(c:Claim)-[:FOR]->(w:Wish)-[:HAS_EVENT]->(now:WishEvent)
WHERE h.at <= $as_of_end AND duration.inDays(h.at, $as_of_end).days > $days
  AND now.at <= $as_of_end AND now.until > $as_of_end
  AND (now.toStatus = 'FULFILLED' OR ($with_closed AND now.toStatus = 'CLOSED'))
  AND NOT EXISTS { MATCH (h)-[:FOLLOWED_BY]->(v:Visit) WHERE v.at <= $as_of_end }
CALL (c) {
  OPTIONAL MATCH (o)-[:MADE]->(c)
  WITH o ORDER BY o.id
  RETURN collect(o.id) AS ids, collect(o.name) AS names
}
CALL (w) {
  OPTIONAL MATCH (w)<-[:RAISED]-(:Rider)-[works:WORKS_AT]->(s:DeliverySite)
  WHERE works.from <= date(w.submittedAt) AND works.to > date(w.submittedAt)
  WITH s ORDER BY s.id LIMIT 1
  RETURN s
}
RETURN h.id AS handover_id, w.id AS wish_id, w.title AS wish, w.category AS category,
       now.toStatus AS status, head(ids) AS claimant_id,
       CASE WHEN names <> [] THEN reduce(text = head(names), name IN tail(names) | text + '、' + name)
       END AS claimant,
       s.id AS site_id, s.name AS site, date(h.at) AS handed_over,
       duration.inDays(h.at, $as_of_end).days AS days_since
ORDER BY days_since DESC, handover_id
