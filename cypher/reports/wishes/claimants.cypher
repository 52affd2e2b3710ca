// ---
// title: {zh: 认领过心愿的组织和企业, en: Who has claimed wishes}
// about:
//   zh: 认领过心愿的组织和企业，一家一行：各认领过多少件、经其实现多少件。
//   en: "The organisations and companies that have claimed wishes, one a row, with how many they claimed and how many they brought to fulfilment."
// definition:
//   zh: 口径与“实现率（按组织类别）”相同：截至当日有过已确认认领的，每件心愿在每家名下只计一次；“经其实现”为截至当日已实现或已办结、且由其认领兑现的。类别以当日的归属为准，企业单列；不选类别为全部。
//   en: "As in 'Fulfilment rates by organisation group': those with an accepted claim by the day, a wish counting once for each; brought about by them where the wish is fulfilled or closed on the day and was handed over under their claim. Groups are those of the day, companies stand by themselves; without a group all of them."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   since: {type: date, optional: true, label: {zh: 首次发布日期自, en: First published from}}
//   group: {type: choice, from: choices/claimant_groups, default: total, label: {zh: 组织类别, en: Group}}
// columns:
//   claimant_id: {label: {zh: 编号, en: Id}, links: organisation}
//   claimant: {label: {zh: 组织或企业, en: Organisation or company}, links: {record: claimant_id}}
//   groups: {label: {zh: 组织类别, en: Groups}, words: group}
//   claimed: {label: {zh: 认领心愿, en: Wishes claimed}, unit: count}
//   fulfilled: {label: {zh: 经其实现, en: Fulfilled by them}, unit: count}
// sums:
//   - {total: claimed, parts: [fulfilled], rest: true}
// view: {kind: table}
// rests_on: [Wish, WishEvent, Claim, Handover, Organization, Company]
// limits: {rows: 20000, seconds: 20}
// expect: {columns: [claimant_id, claimant, groups, claimed, fulfilled], unique: [claimant_id], not_null: [claimant_id, claimant, groups, claimed, fulfilled]}
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
WITH o, w, max(is_fulfilled AND EXISTS {
       MATCH (c)-[:RESULTED_IN]->(h:Handover) WHERE h.at <= $as_of_end
     }) AS by_them
WITH o, count(w) AS claimed, count(CASE WHEN by_them THEN 1 END) AS fulfilled
CALL (o) {
  OPTIONAL MATCH (o)-[tie:IN_GROUP]->(g:OrgGroup)
  WHERE tie.from <= $as_of AND tie.to > $as_of
  RETURN collect(DISTINCT g.code) AS codes
}
WITH o, claimed, fulfilled, CASE WHEN o:Company THEN ['company'] WHEN codes = [] THEN ['no_group'] ELSE codes END AS `groups`
WHERE $group = 'total' OR $group IN `groups`
RETURN o.id AS claimant_id, o.name AS claimant, `groups`, claimed, fulfilled
ORDER BY claimed DESC, claimant_id
