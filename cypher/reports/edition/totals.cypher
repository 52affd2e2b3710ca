// ---
// title: {zh: 年度主要数据, en: The year's main numbers}
// about:
//   zh: 期间内支持者、得到支持的站点、心愿与善款各多少；不填“报告期自”时从有记录起算。两版年度版按这些数比较。
//   en: "Supporters, sites supported, wishes and money of the period, which without 'Not before' begins with the first record; two editions are compared by these numbers."
// definition:
//   zh: 支持者与得到支持的站点：期间内确认、且在当日仍进行或已兑现的认领，站点为提出时所在。提交、发布：首次提交、首次发布在期间内的心愿；认领、实现：期间内有过确认的认领、有过兑现的心愿，各计一次。仍未认领：当日待认领或转入下轮。到账为期间内到账且当日未退回，支出为期间内的采购，结余为截至当日。
//   en: "Supporters and sites supported: claims accepted in the period that are live or handed over on the day; sites at the time of raising. Submitted, published: wishes whose first submission or publication lies in the period; claimed, met: wishes with an accepted claim, or a handover, in the period, each once. Still open: published or carried over on the day. Received: in the period and not refunded on the day; spent: purchases in the period; balance: as of the day."
// audience: [staff, committee, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   since: {type: date, optional: true, label: {zh: 报告期自, en: Not before}}
// columns:
//   item: {label: {zh: 项目, en: Item}, words: edition_item}
//   number: {label: {zh: 数目, en: Number}, unit: count, people: {item: [submitted, published, claimed, met, still_open]}, empty: not_applicable}
//   amount: {label: {zh: 金额, en: Amount}, unit: fen, empty: not_applicable}
// same_as:
//   - {column: number, rows: {item: still_open}, report: lists/needs, its_column: open, whatever: [since]}
//   - {column: number, rows: {item: published}, report: wishes/rates, its_column: published, its_rows: {category: total}}
//   - {column: number, rows: {item: submitted}, report: wishes/funnel, its_column: wishes, its_rows: {step: SUBMITTED}, its_months: [month, since], whatever: [months]}
//   - {column: number, rows: {item: published}, report: wishes/funnel, its_column: wishes, its_rows: {step: PUBLISHED}, its_months: [month, since], whatever: [months]}
// view: {kind: table}
// rests_on: [Wish, WishEvent, Claim, Handover, Donation, Purchase, Organization, DeliverySite]
// accepts: {cartesian_product: "each part is a single row, so that nothing is multiplied"}
// limits: {rows: 20, seconds: 10}
// expect: {columns: [item, number, amount], unique: [item], not_null: [item], min_rows: 10, max_rows: 10}
// ---
CALL () {
  MATCH (o)-[:MADE]->(c:Claim)-[:FOR]->(w:Wish)
  WHERE c.acceptedAt <= $as_of_end AND ($since IS NULL OR date(c.acceptedAt) >= $since)
    AND (c.endedAt > $as_of_end
         OR EXISTS { MATCH (c)-[:RESULTED_IN]->(h:Handover) WHERE h.at <= $as_of_end })
  CALL (w) {
    OPTIONAL MATCH (w)<-[:RAISED]-(:Rider)-[works:WORKS_AT]->(s:DeliverySite)
    WITH s, works, date(w.submittedAt) AS day
    RETURN collect(CASE WHEN works.from <= day AND works.to > day THEN s.id END) AS sites
  }
  RETURN count(DISTINCT o) AS supporters, collect(sites) AS lists
}
CALL (lists) {
  UNWIND lists AS list
  UNWIND list AS site
  RETURN count(DISTINCT site) AS sites
}
CALL () {
  MATCH (w:Wish)-[:HAS_EVENT]->(e:WishEvent)
  WHERE e.at <= $as_of_end AND e.toStatus IN ['SUBMITTED', 'PUBLISHED']
  WITH w, e.toStatus AS status, min(e.at) AS first
  WHERE $since IS NULL OR date(first) >= $since
  RETURN count(CASE WHEN status = 'SUBMITTED' THEN w END) AS submitted,
         count(CASE WHEN status = 'PUBLISHED' THEN w END) AS published
}
CALL () {
  MATCH (c:Claim)-[:FOR]->(w:Wish)
  WHERE c.acceptedAt <= $as_of_end AND ($since IS NULL OR date(c.acceptedAt) >= $since)
  RETURN count(DISTINCT w) AS claimed
}
CALL () {
  MATCH (h:Handover)<-[:RESULTED_IN]-(:Claim)-[:FOR]->(w:Wish)
  WHERE h.at <= $as_of_end AND ($since IS NULL OR date(h.at) >= $since)
  RETURN count(DISTINCT w) AS met
}
CALL () {
  MATCH (e:WishEvent)
  WHERE e.toStatus IN ['PUBLISHED', 'CARRIED_OVER'] AND e.at <= $as_of_end AND e.until > $as_of_end
  RETURN count(e) AS still_open
}
CALL () {
  MATCH (d:Donation {kind: 'money'})
  WHERE d.receivedAt <= $as_of_end AND coalesce(d.refundedAt > $as_of_end, true)
  RETURN sum(CASE WHEN $since IS NULL OR date(d.receivedAt) >= $since THEN d.amountFen ELSE 0 END) AS received,
         sum(d.amountFen) AS received_ever
}
CALL () {
  MATCH (:Fund)-[paid:PAID]->(p:Purchase)
  WHERE p.at <= $as_of_end
  RETURN sum(CASE WHEN $since IS NULL OR date(p.at) >= $since THEN paid.fen ELSE 0 END) AS spent,
         sum(paid.fen) AS spent_ever
}
UNWIND [
  ['supporters', supporters, null], ['sites', sites, null], ['submitted', submitted, null],
  ['published', published, null], ['claimed', claimed, null], ['met', met, null],
  ['still_open', still_open, null], ['received', null, received], ['spent', null, spent],
  ['balance', null, received_ever - spent_ever]
] AS one
RETURN one[0] AS item, one[1] AS number, one[2] AS amount
