// ---
// title: {zh: 各类组织认领的心愿, en: Wishes claimed by a group of organisations}
// about:
//   zh: 一类组织认领过的心愿，一件一行：“实现率（按组织类别）”里的数字数的就是这些。
//   en: "The wishes that a group of organisations claimed, one a row: what the numbers of 'Fulfilment rates by organisation group' count."
// definition:
//   zh: 口径与“实现率（按组织类别）”相同：截至当日有过该类组织已确认认领的心愿，每件只列一次；“经其实现”为截至当日已实现或已办结、且由该类组织的认领兑现的。类别以当日的归属为准，企业单列；不选类别为全部。
//   en: "As in 'Fulfilment rates by organisation group': wishes with an accepted claim by an organisation of the group by the day, each once; brought about by it where the wish is fulfilled or closed on the day and was handed over under a claim of the group. Groups are those of the day, companies stand by themselves; without a group all of them."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   since: {type: date, optional: true, label: {zh: 首次发布日期自, en: First published from}}
//   group: {type: choice, from: choices/claimant_groups, default: total, label: {zh: 组织类别, en: Group}}
//   state: {type: choice, values: [supported, fulfilled], default: supported, label: {zh: 哪些, en: Which}, words: support_state}
// columns:
//   wish_id: {label: {zh: 编号, en: Id}, links: wish}
//   wish: {label: {zh: 心愿, en: Wish}, links: {record: wish_id}}
//   category: {label: {zh: 类别, en: Category}, words: category}
//   published: {label: {zh: 首次发布, en: First published}}
//   claimants: {label: {zh: 认领方, en: Claimants}}
//   fulfilled: {label: {zh: 经其实现, en: Fulfilled by them}}
// view: {kind: table}
// rests_on: [Wish, WishEvent, Claim, Handover, Organization, Company]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [wish_id, wish, category, published, claimants, fulfilled], unique: [wish_id], not_null: [wish_id, wish, published, claimants, fulfilled]}
// ---
MATCH (w:Wish)-[:HAS_EVENT]->(e:WishEvent)
WHERE e.toStatus = 'PUBLISHED' AND e.at <= $as_of_end
WITH w, min(e.at) AS first
WHERE $since IS NULL OR date(first) >= $since
WITH w, first, EXISTS {
       MATCH (w)-[:HAS_EVENT]->(now:WishEvent)
       WHERE now.toStatus IN ['FULFILLED', 'CLOSED']
         AND now.at <= $as_of_end AND now.until > $as_of_end
     } AS is_fulfilled
MATCH (w)<-[:FOR]-(c:Claim)<-[:MADE]-(o)
WHERE c.acceptedAt <= $as_of_end
WITH w, first, o, is_fulfilled AND EXISTS {
       MATCH (c)-[:RESULTED_IN]->(h:Handover) WHERE h.at <= $as_of_end
     } AS by_them
CALL (o) {
  OPTIONAL MATCH (o)-[tie:IN_GROUP]->(g:OrgGroup)
  WHERE tie.from <= $as_of AND tie.to > $as_of
  RETURN collect(DISTINCT g.code) AS codes
}
WITH w, first, o, by_them
WHERE $group = 'total' OR $group IN CASE WHEN o:Company THEN ['company'] WHEN codes = [] THEN ['no_group'] ELSE codes END
WITH w, first, o, by_them ORDER BY o.name, o.id
WITH w, first, collect(DISTINCT o) AS them, max(by_them) AS fulfilled
WHERE $state = 'supported' OR fulfilled
RETURN w.id AS wish_id, w.title AS wish, w.category AS category, date(first) AS published,
       [o IN them | o.name] AS claimants, fulfilled
ORDER BY published DESC, wish_id
