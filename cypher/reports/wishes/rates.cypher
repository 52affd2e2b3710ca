// ---
// question: R03
// title: {zh: 认领率与实现率（按类别）, en: Claim and fulfilment rates by category}
// about:
//   zh: 各类心愿发布了多少、认领了多少、实现了多少；两个实现率分母不同，一并列出。
//   en: "How many wishes of each category were published, claimed and fulfilled; the two fulfilment rates have different denominators and stand side by side."
// definition:
//   zh: 分母“发布”是截至当日曾经发布过的心愿，后来撤回的也计在内。“认领”是其中至少有过一次已确认认领的心愿，重新认领的只计一次。“实现”是截至当日处于“已实现”或“已办结”的心愿，回访后退回的不计。认领率=认领÷发布；实现率（占发布）=实现÷发布；实现率（占认领）=实现÷认领。
//   en: "Published: every wish published by the day, including those withdrawn later. Claimed: those of them with at least one accepted claim, counted once however often they were claimed. Fulfilled: those that on the day are fulfilled or closed; reopened ones are not. Claim rate = claimed / published; fulfilment of published = fulfilled / published; fulfilment of claimed = fulfilled / claimed."
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   since: {type: date, optional: true, label: {zh: 首次发布日期自, en: First published from}}
// columns:
//   category: {label: {zh: 类别, en: Category}, words: category}
//   published: {label: {zh: 发布, en: Published}, unit: count, rows: {report: wishes/counted, values: {state: published}, with: {category: category}}}
//   claimed: {label: {zh: 认领, en: Claimed}, unit: count, rows: {report: wishes/counted, values: {state: claimed}, with: {category: category}}}
//   fulfilled: {label: {zh: 实现, en: Fulfilled}, unit: count, rows: {report: wishes/counted, values: {state: fulfilled}, with: {category: category}}}
//   claim_rate: {label: {zh: 认领率, en: Claim rate}, unit: percent, ratio: [claimed, published], empty: not_applicable}
//   fulfilled_of_published: {label: {zh: 实现率（占发布）, en: Fulfilled of published}, unit: percent, ratio: [fulfilled, published], empty: not_applicable}
//   fulfilled_of_claimed: {label: {zh: 实现率（占认领）, en: Fulfilled of claimed}, unit: percent, ratio: [fulfilled, claimed], empty: not_applicable}
// sums:
//   - {total: published, parts: [claimed], rest: true}
//   - {total: claimed, parts: [fulfilled], rest: true}
// total_rows:
//   - {column: category, counts: [published, claimed, fulfilled]}
// view: {kind: table}
// rests_on: [Wish, WishEvent, Claim]
// limits: {rows: 100, seconds: 5}
// expect: {columns: [category, published, claimed, fulfilled, claim_rate, fulfilled_of_published, fulfilled_of_claimed], unique: [category], not_null: [category, published, claimed, fulfilled]}
// privacy: {small_cell: 5}
// ---
MATCH (w:Wish)-[:HAS_EVENT]->(e:WishEvent)
WHERE e.toStatus = 'PUBLISHED' AND e.at <= $as_of_end
WITH w, min(e.at) AS first
WHERE $since IS NULL OR date(first) >= $since
WITH w,
     EXISTS { MATCH (c:Claim)-[:FOR]->(w) WHERE c.acceptedAt <= $as_of_end } AS was_claimed,
     EXISTS {
       MATCH (w)-[:HAS_EVENT]->(now:WishEvent)
       WHERE now.toStatus IN ['FULFILLED', 'CLOSED']
         AND now.at <= $as_of_end AND now.until > $as_of_end
     } AS is_fulfilled
WITH w.category AS category, count(*) AS published,
     count(CASE WHEN was_claimed THEN 1 END) AS claimed,
     count(CASE WHEN is_fulfilled THEN 1 END) AS fulfilled
ORDER BY published DESC, category
WITH collect({category: category, published: published, claimed: claimed, fulfilled: fulfilled})
       AS parts, sum(published) AS published, sum(claimed) AS claimed, sum(fulfilled) AS fulfilled
UNWIND parts
       + [{category: 'total', published: published, claimed: claimed, fulfilled: fulfilled}] AS one
WITH one.category AS category, one.published AS published, one.claimed AS claimed,
     one.fulfilled AS fulfilled
RETURN category, published, claimed, fulfilled,
       CASE WHEN published > 0 THEN toFloat(claimed) / published END AS claim_rate,
       CASE WHEN published > 0 THEN toFloat(fulfilled) / published END AS fulfilled_of_published,
       CASE WHEN claimed > 0 THEN toFloat(fulfilled) / claimed END AS fulfilled_of_claimed
