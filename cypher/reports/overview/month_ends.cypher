// ---
// title: {zh: 各月末的认领率和党组织数, en: "Claim rate and organisations, month by month"}
// about: {zh: 每个月末的认领率和党组织个数，画在总览数字旁边的就是这些。, en: "The claim rate and the number of Party organisations at each month's end, as they are drawn beside the overview's numbers."}
// definition:
//   zh: 口径与“认领率”“三类党组织”相同，按每月最后一天终了时的状况，最后一个月按当日。还没有发布过心愿的月份没有认领率，还没有登记党组织的月份不写 0。
//   en: "As in 'Claim rate' and 'Party organisations in three groups', at the end of each month's last day, of the day itself for the last month. A month before any wish was published has no rate, one before any organisation was on record no number."
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   months: {type: integer, default: 13, min: 1, max: 60, label: {zh: 月数, en: Months}}
// columns:
//   month: {label: {zh: 月末, en: Month's end}}
//   day: {label: {zh: 到哪一天, en: Until}, hidden: true}
//   published: {label: {zh: 发布, en: Published}, unit: count, rows: {report: wishes/counted, values: {state: published}, with: {as_of: day}, whatever: [months]}}
//   claimed: {label: {zh: 认领, en: Claimed}, unit: count, rows: {report: wishes/counted, values: {state: claimed}, with: {as_of: day}, whatever: [months]}}
//   claim_rate: {label: {zh: 认领率, en: Claim rate}, unit: percent, ratio: [claimed, published], empty: not_applicable}
//   organisations: {label: {zh: 党组织（不重复）, en: Organisations (distinct)}, unit: count, people: false, empty: not_computed}
// sums:
//   - {total: published, parts: [claimed], rest: true}
// same_as:
//   - {column: published, report: overview/month_ends, its_column: published, by: {month: month}, whatever: [months], settled: month}
//   - {column: claimed, report: overview/month_ends, its_column: claimed, by: {month: month}, whatever: [months], settled: month}
// view: {kind: line, x: month, y: claim_rate}
// rests_on: [Wish, WishEvent, Claim, Organization, OrgGroup]
// accepts: {cartesian_product: "the wishes by month are one row, so that nothing is multiplied"}
// limits: {rows: 60, seconds: 10}
// expect: {columns: [month, day, published, claimed, claim_rate, organisations], unique: [month], not_null: [month, published, claimed]}
// ---
WITH date.truncate('month', $as_of) AS last
WITH [back IN range($months - 1, 0, -1) | last - duration({months: back})] AS months
CALL () {
  MATCH (w:Wish)-[:HAS_EVENT]->(e:WishEvent)
  WHERE e.toStatus = 'PUBLISHED' AND e.at <= $as_of_end
  WITH w, min(e.at) AS first
  CALL (w) {
    OPTIONAL MATCH (c:Claim)-[:FOR]->(w)
    WHERE c.acceptedAt <= $as_of_end
    RETURN min(c.acceptedAt) AS accepted
  }
  WITH date.truncate('month', date(first)) AS published,
       CASE WHEN accepted IS NOT NULL THEN date.truncate('month', date(accepted)) END AS claimed,
       count(*) AS wishes
  RETURN collect({published: published, claimed: claimed, wishes: wishes}) AS counted
}
CALL (months) {
  MATCH (o:PartyOrganization)-[tie:IN_GROUP]->(g:OrgGroup)
  WHERE g.code IN ['regional', 'two_new', 'village_neighbourhood']
  UNWIND months AS month
  WITH o, tie, month, CASE WHEN month = date.truncate('month', $as_of) THEN $as_of
                           ELSE month + duration({months: 1}) - duration({days: 1}) END AS day
  WHERE tie.from <= day AND tie.to > day AND coalesce(o.from <= day, true) AND o.to > day
  WITH month, count(DISTINCT o) AS organisations
  RETURN collect({month: month, organisations: organisations}) AS held
}
UNWIND months AS month
WITH month, held,
     reduce(n = 0, one IN [c IN counted WHERE c.published <= month] | n + one.wishes) AS published,
     reduce(n = 0, one IN [c IN counted WHERE c.published <= month AND c.claimed <= month]
            | n + one.wishes) AS claimed
RETURN left(toString(month), 7) AS month,
       CASE WHEN month = date.truncate('month', $as_of) THEN $as_of
            ELSE month + duration({months: 1}) - duration({days: 1}) END AS day, published, claimed,
       CASE WHEN published > 0 THEN toFloat(claimed) / published END AS claim_rate,
       head([one IN held WHERE one.month = month | one.organisations]) AS organisations
