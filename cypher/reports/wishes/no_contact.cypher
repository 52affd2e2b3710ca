// ---
// question: R06
// title: {zh: 认领后未对接的心愿, en: Claims with no contact made}
// about:
//   zh: 认领已过指定天数、认领方还没有和骑手对接的心愿，列出认领方，便于提醒。
//   en: "Claims older than the given number of days whose claimant has not been in touch with the rider, with the claimant, to remind them."
// definition:
//   zh: 截至当日已确认、尚未结束、还没有对接时间的认领；天数自认领之时起算，满指定天数的当天不列，次日起列。期限日供参考，逾期的见“已认领但逾期的心愿”。
//   en: "Claims accepted and not ended by the day that have no time of contact by then; days count from the claim, and a claim is listed from the day after the given number. The due day stands beside; those past it are under 'Claimed wishes past their due day'."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   days: {type: integer, default: 7, min: 0, max: 365, label: {zh: 超过天数, en: More than (days)}}
//   category: {type: choice, from: choices/categories, optional: true, label: {zh: 类别, en: Category}}
// columns:
//   claim_id: {label: {zh: 认领编号, en: Claim}, links: claim}
//   wish_id: {label: {zh: 心愿编号, en: Wish id}, links: wish}
//   wish: {label: {zh: 心愿, en: Wish}}
//   category: {label: {zh: 类别, en: Category}, words: category}
//   claimant_id: {label: {zh: 认领方编号, en: Claimant id}, links: organisation, hidden: true}
//   claimant: {label: {zh: 认领方, en: Claimant}, links: {record: claimant_id}}
//   site_id: {label: {zh: 站点编号, en: Site id}, links: site, hidden: true}
//   site: {label: {zh: 提出时所在配送站点, en: Site when raised}, links: {record: site_id}}
//   claimed: {label: {zh: 认领日, en: Claimed}}
//   due: {label: {zh: 期限, en: Due}}
//   days_since: {label: {zh: 认领已过, en: Since the claim}, unit: day}
// view: {kind: table}
// rests_on: [Wish, Claim, Organization, Company, DeliverySite]
// limits: {rows: 1000, seconds: 5}
// expect: {columns: [claim_id, wish_id, wish, category, claimant_id, claimant, site_id, site, claimed, due, days_since], unique: [claim_id], not_null: [claim_id, wish_id, claimed, days_since]}
// ---
MATCH (c:Claim)-[:FOR]->(w:Wish)
WHERE c.endedAt > $as_of_end AND c.acceptedAt <= $as_of_end
  AND NOT coalesce(c.contactedAt <= $as_of_end, false)
  AND duration.inDays(c.claimedAt, $as_of_end).days > $days
  AND ($category IS NULL OR w.category = $category)
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
RETURN c.id AS claim_id, w.id AS wish_id, w.title AS wish, w.category AS category,
       head(ids) AS claimant_id,
       CASE WHEN names <> [] THEN reduce(text = head(names), name IN tail(names) | text + '、' + name)
       END AS claimant,
       s.id AS site_id, s.name AS site, date(c.claimedAt) AS claimed, date(c.dueAt) AS due,
       duration.inDays(c.claimedAt, $as_of_end).days AS days_since
ORDER BY days_since DESC, claim_id
