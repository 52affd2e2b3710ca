// ---
// title: {zh: 待确认的认领, en: Claims to be accepted}
// about:
//   zh: 组织或企业提出认领、还没有确认的，逐件确认或谢绝。
//   en: "Claims that an organisation or a company has made and nobody has accepted or refused yet."
// definition:
//   zh: 截至当日已经提出、尚未确认也没有结束的认领。天数自提出认领起算。
//   en: "Claims made by the day that are neither accepted nor ended by its end. Days count from the claim."
// audience: [staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
// columns:
//   claim_id: {label: {zh: 认领编号, en: Claim}, links: claim}
//   wish_id: {label: {zh: 心愿编号, en: Wish id}, links: wish}
//   wish: {label: {zh: 心愿, en: Wish}}
//   category: {label: {zh: 类别, en: Category}, words: category}
//   claimant_id: {label: {zh: 认领方编号, en: Claimant id}, links: organisation, hidden: true}
//   claimant: {label: {zh: 认领方, en: Claimant}, links: {record: claimant_id}}
//   since: {label: {zh: 提出认领, en: Claimed}}
//   days: {label: {zh: 已等待, en: Waiting}, unit: day}
// view: {kind: table}
// rests_on: [Wish, Claim, Organization, Company]
// limits: {rows: 2000, seconds: 5}
// expect: {columns: [claim_id, wish_id, wish, category, claimant_id, claimant, since, days], unique: [claim_id], not_null: [claim_id, wish_id, since, days]}
// ---
MATCH (c:Claim)-[:FOR]->(w:Wish)
WHERE c.claimedAt <= $as_of_end AND c.endedAt > $as_of_end
  AND NOT coalesce(c.acceptedAt <= $as_of_end, false)
CALL (c) {
  OPTIONAL MATCH (o)-[:MADE]->(c)
  WITH o ORDER BY o.id
  RETURN collect(o.id) AS ids, collect(o.name) AS names
}
RETURN c.id AS claim_id, w.id AS wish_id, w.title AS wish, w.category AS category,
       head(ids) AS claimant_id,
       CASE WHEN names <> [] THEN reduce(text = head(names), name IN tail(names) | text + '、' + name)
       END AS claimant,
       date(c.claimedAt) AS since, duration.inDays(c.claimedAt, $as_of_end).days AS days
ORDER BY days DESC, claim_id
