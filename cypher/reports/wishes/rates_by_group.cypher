// ---
// question: R03
// title: {zh: 实现率（按组织类别）, en: Fulfilment rates by organisation group}
// about:
//   zh: 各类组织认领了多少心愿，其中经其兑现的有多少。
//   en: "How many wishes each group of organisations claimed, and how many of those it brought to fulfilment."
// definition:
//   zh: 未被认领的心愿不属于任何类别，所以按类别只有“实现÷认领”，没有认领率。“认领”是截至当日有过该类组织已确认认领的心愿，每件在每一类中只计一次；“实现”是其中截至当日已实现或已办结、且由该类组织的认领兑现的心愿。一个组织可同属几类，一件心愿也可先后由几类组织认领，所以各类相加可能大于合计；合计不重复计算。类别以当日的归属为准，企业单列。
//   en: "An unclaimed wish belongs to no group, so by group there is only fulfilled / claimed, and no claim rate. Claimed: wishes with an accepted claim by an organisation of the group by the day, each once in each group. Fulfilled: those that on the day are fulfilled or closed and were handed over under a claim of the group. An organisation may be in several groups and a wish be claimed by several in turn, so groups may add up to more than the total, which counts each wish once. Groups are those of the day; companies stand by themselves."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   since: {type: date, optional: true, label: {zh: 首次发布日期自, en: First published from}}
// columns:
//   group: {label: {zh: 组织类别, en: Group}, words: group}
//   supporters: {label: {zh: 认领方, en: Claimants}, unit: count, people: false, rows: {report: wishes/claimants, with: {group: group}}}
//   claimed: {label: {zh: 认领心愿, en: Wishes claimed}, unit: count, rows: {report: wishes/claimed_by_group, with: {group: group}}}
//   fulfilled: {label: {zh: 兑现心愿, en: Wishes fulfilled}, unit: count, rows: {report: wishes/claimed_by_group, values: {state: fulfilled}, with: {group: group}}}
//   fulfilled_of_claimed: {label: {zh: 实现率（占认领）, en: Fulfilled of claimed}, unit: percent, ratio: [fulfilled, claimed], empty: not_applicable}
// sums:
//   - {total: claimed, parts: [fulfilled], rest: true}
// same_as:
//   - {column: claimed, rows: {group: total}, report: wishes/rates, its_column: claimed, its_rows: {category: total}}
// view: {kind: table}
// rests_on: [Wish, WishEvent, Claim, Handover, Organization, Company]
// limits: {rows: 100, seconds: 5}
// expect: {columns: [group, supporters, claimed, fulfilled, fulfilled_of_claimed], unique: [group], not_null: [group, supporters, claimed, fulfilled]}
// ---
MATCH (w:Wish)-[:HAS_EVENT]->(e:WishEvent)
WHERE e.toStatus = 'PUBLISHED' AND e.at <= $as_of_end
WITH w, min(e.at) AS first
WHERE $since IS NULL OR date(first) >= $since
WITH w, EXISTS {
       MATCH (w)-[:HAS_EVENT]->(now:WishEvent)
       WHERE now.toStatus IN ['FULFILLED', 'CLOSED']
         AND now.at <= $as_of_end AND now.until > $as_of_end
     } AS is_fulfilled
MATCH (w)<-[:FOR]-(c:Claim)<-[:MADE]-(o)
WHERE c.acceptedAt <= $as_of_end
WITH w, o, is_fulfilled AND EXISTS {
       MATCH (c)-[:RESULTED_IN]->(h:Handover) WHERE h.at <= $as_of_end
     } AS by_them
CALL (o) {
  OPTIONAL MATCH (o)-[tie:IN_GROUP]->(g:OrgGroup)
  WHERE tie.from <= $as_of AND tie.to > $as_of
  RETURN collect(DISTINCT g.code) AS codes
}
UNWIND ['total'] + CASE WHEN o:Company THEN ['company']
                        WHEN codes = [] THEN ['no_group']
                        ELSE codes END AS code
WITH code, w, collect(DISTINCT o) AS them, max(CASE WHEN by_them THEN 1 ELSE 0 END) AS done
UNWIND them AS o
WITH code, count(DISTINCT o) AS supporters, count(DISTINCT w) AS claimed,
     count(DISTINCT CASE WHEN done = 1 THEN w END) AS fulfilled
RETURN code AS `group`, supporters, claimed, fulfilled,
       CASE WHEN claimed > 0 THEN toFloat(fulfilled) / claimed END AS fulfilled_of_claimed
ORDER BY code = 'total', claimed DESC, code
