// ---
// question: R05
// title: {zh: 已认领但逾期的心愿, en: Claimed wishes past their due day}
// about:
//   zh: 认领仍在进行、已过期限的心愿，列出逾期天数和认领方，便于逐件跟进。
//   en: "Wishes whose live claim is past its due day, with the days late and the claimant, to follow up one by one."
// definition:
//   zh: 截至当日认领已确认且尚未结束、期限日早于当日的认领；逾期天数=当日−期限日，期限当天不算逾期。未定期限的认领不在其内。
//   en: "Claims accepted and not ended by the end of the day whose due day is before it; days late = the day minus the due day, so the due day itself is not late. Claims without a due day are not in it."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   min_days: {type: integer, default: 1, min: 1, max: 730, label: {zh: 至少逾期（天）, en: At least (days late)}}
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
//   contacted: {label: {zh: 对接日, en: Contacted}}
//   due: {label: {zh: 期限, en: Due}}
//   days_late: {label: {zh: 已逾期, en: Late}, unit: day}
// view: {kind: table}
// rests_on: [Wish, Claim, Organization, Company, DeliverySite]
// limits: {rows: 1000, seconds: 5}
// expect: {columns: [claim_id, wish_id, wish, category, claimant_id, claimant, site_id, site, claimed, contacted, due, days_late], unique: [claim_id], not_null: [claim_id, wish_id, due, days_late]}
// ---
MATCH (c:Claim)-[:FOR]->(w:Wish)
WHERE c.endedAt > $as_of_end AND c.claimedAt <= $as_of_end AND c.acceptedAt <= $as_of_end
  AND duration.inDays(c.dueAt, $as_of_end).days >= $min_days
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
       s.id AS site_id, s.name AS site, date(c.claimedAt) AS claimed,
       CASE WHEN c.contactedAt <= $as_of_end THEN date(c.contactedAt) END AS contacted,
       date(c.dueAt) AS due, duration.inDays(c.dueAt, $as_of_end).days AS days_late
ORDER BY days_late DESC, claim_id
