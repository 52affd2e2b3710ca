// ---
// title: {zh: 认领率, en: Claim rate}
// about: {zh: 发布的心愿有多少被认领，又有多少已经实现；两个实现率分母不同。, en: "How many of the published wishes were claimed and how many fulfilled; the two fulfilment rates have different denominators."}
// definition:
//   zh: 认领率=有过已确认认领的心愿÷曾经发布的心愿，重新认领的只计一次，后来撤回的仍在分母内。实现率（占发布）=实现÷发布；实现率（占认领）=实现÷认领。“实现”指截至当日处于“已实现”或“已办结”。报道中的一件心愿没有时间记录，不在其内。
//   en: "Claim rate = wishes that ever had an accepted claim / wishes ever published; a wish claimed again counts once, one withdrawn later stays in the denominator. Fulfilment of published = fulfilled / published; of claimed = fulfilled / claimed; fulfilled means fulfilled or closed on the day. The article's wish has no times on record and is not in it."
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
// columns:
//   claim_rate: {label: {zh: 认领率, en: Claim rate}, unit: percent, ratio: [claimed, published], empty: not_applicable, better: more, by_month: {report: overview/month_ends, value: claim_rate}}
//   claimed: {label: {zh: 认领, en: Claimed}, unit: count, rows: {report: wishes/counted, values: {state: claimed}}}
//   published: {label: {zh: 发布, en: Published}, unit: count, rows: {report: wishes/counted, values: {state: published}}}
//   fulfilled: {label: {zh: 实现, en: Fulfilled}, unit: count, rows: {report: wishes/counted, values: {state: fulfilled}}}
//   fulfilled_of_published: {label: {zh: 实现率（占发布）, en: Fulfilled of published}, unit: percent, ratio: [fulfilled, published], empty: not_applicable}
//   fulfilled_of_claimed: {label: {zh: 实现率（占认领）, en: Fulfilled of claimed}, unit: percent, ratio: [fulfilled, claimed], empty: not_applicable}
// sums:
//   - {total: published, parts: [claimed], rest: true}
//   - {total: claimed, parts: [fulfilled], rest: true}
// same_as:
//   - {column: published, report: wishes/rates, its_column: published, its_rows: {category: total}}
//   - {column: claimed, report: wishes/rates, its_column: claimed, its_rows: {category: total}}
//   - {column: fulfilled, report: wishes/rates, its_column: fulfilled, its_rows: {category: total}}
// view: {kind: number, value: claim_rate}
// rests_on: [Wish, WishEvent, Claim]
// limits: {rows: 1, seconds: 5}
// expect: {columns: [claim_rate, claimed, published, fulfilled, fulfilled_of_published, fulfilled_of_claimed], not_null: [claimed, published, fulfilled]}
// ---
MATCH (w:Wish)-[:HAS_EVENT]->(e:WishEvent)
WHERE e.toStatus = 'PUBLISHED' AND e.at <= $as_of_end
WITH DISTINCT w
WITH EXISTS { MATCH (c:Claim)-[:FOR]->(w) WHERE c.acceptedAt <= $as_of_end } AS was_claimed,
     EXISTS {
       MATCH (w)-[:HAS_EVENT]->(now:WishEvent)
       WHERE now.toStatus IN ['FULFILLED', 'CLOSED']
         AND now.at <= $as_of_end AND now.until > $as_of_end
     } AS is_fulfilled
WITH count(*) AS published, count(CASE WHEN was_claimed THEN 1 END) AS claimed,
     count(CASE WHEN is_fulfilled THEN 1 END) AS fulfilled
RETURN CASE WHEN published > 0 THEN toFloat(claimed) / published END AS claim_rate,
       claimed, published, fulfilled,
       CASE WHEN published > 0 THEN toFloat(fulfilled) / published END AS fulfilled_of_published,
       CASE WHEN claimed > 0 THEN toFloat(fulfilled) / claimed END AS fulfilled_of_claimed
