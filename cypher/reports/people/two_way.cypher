// ---
// question: R24
// title: {zh: 双向参与, en: Riders who serve}
// about:
//   zh: 得到过帮助的骑手中，有多少人也在队伍里或参加了志愿服务。只有人数，没有名单；不以此作为帮助的条件。
//   en: "Of the riders who were helped, how many are also in a team or took part in volunteering. Numbers only, no names; help does not depend on it."
// definition:
//   zh: “得到帮助”：截至当日有心愿已实现或已办结的骑手；“服务”：截至当日加入过任一队伍，或在当日以前举办的志愿服务活动中有记录；“参加其他活动”：在志愿服务以外的活动中有记录，不算服务。占比=两者都有÷得到帮助。勾选“只看在岗”时，只计当日在岗的骑手，否则离职的也计。凡不足5人的人数（1至4人），以及能由相减得出这种人数的，一律不列；没有列出不等于0。
//   en: "Helped: riders with a wish fulfilled or closed on the day; serving: ever a member of a team by the day, or on record as having taken part in a volunteering activity held by then; other activities are those that are not volunteering, which is not serving. Share = both / helped. With 'at work only', riders at work on the day, otherwise leavers too. Numbers from 1 to 4, and numbers from which such a one could be found by taking away, are left empty; empty is not 0."
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   at_work: {type: boolean, default: false, label: {zh: 只看在岗, en: At work only}}
// columns:
//   serving: {label: {zh: 怎样服务, en: Serving how}, words: serving}
//   helped: {label: {zh: 得到帮助, en: Helped}, unit: person, one_value_per: [], empty: withheld}
//   riders: {label: {zh: 参加服务, en: Serving}, unit: person, empty: withheld}
//   both: {label: {zh: 两者都有, en: Both}, unit: person, empty: withheld}
//   share: {label: {zh: 占得到帮助, en: Of those helped}, unit: percent, empty: withheld}
// sums:
//   - {total: helped, parts: [both], rest: true}
//   - {total: riders, parts: [both], rest: true}
// total_rows:
//   - {column: serving, total: either, parts: [team], counts: [riders, both], rest: true}
// view: {kind: bar, x: serving, y: both}
// rests_on: [Rider, Wish, WishEvent, Team, Activity]
// limits: {rows: 10, seconds: 10}
// expect: {columns: [serving, helped, riders, both, share], unique: [serving], not_null: [serving], min_rows: 3, max_rows: 3}
// privacy: {small_cell: 5}
// ---
CALL () {
  MATCH (now:WishEvent)<-[:HAS_EVENT]-(:Wish)<-[:RAISED]-(r:Rider)
  WHERE now.toStatus IN ['FULFILLED', 'CLOSED'] AND now.at <= $as_of_end AND now.until > $as_of_end
  RETURN r, 'helped' AS how
  UNION
  MATCH (:Team)<-[in:MEMBER_OF]-(r:Rider)
  WHERE in.from <= $as_of
  RETURN r, 'team' AS how
  UNION
  MATCH (a:Activity)<-[:TOOK_PART_IN]-(r:Rider)
  WHERE a.at <= $as_of_end
  RETURN r, CASE a.kind WHEN 'volunteering' THEN 'volunteering' ELSE 'activity' END AS how
}
WITH r, collect(how) AS ways
WHERE NOT $at_work OR EXISTS {
  MATCH (r)-[works:WORKS_AT]->(:DeliverySite) WHERE works.from <= $as_of AND works.to > $as_of
}
WITH 'helped' IN ways AS helped, 'team' IN ways AS team, 'activity' IN ways AS activity,
     'team' IN ways OR 'volunteering' IN ways AS serves
WITH count(CASE WHEN helped THEN 1 END) AS helped,
     count(CASE WHEN serves THEN 1 END) AS serve, count(CASE WHEN team THEN 1 END) AS team,
     count(CASE WHEN activity THEN 1 END) AS activity,
     count(CASE WHEN helped AND serves THEN 1 END) AS serve_both,
     count(CASE WHEN helped AND team THEN 1 END) AS team_both,
     count(CASE WHEN helped AND activity THEN 1 END) AS activity_both
UNWIND [{serving: 'either', riders: serve, both: serve_both, beside: []},
        {serving: 'team', riders: team, both: team_both,
         beside: [serve - team, serve_both - team_both]},
        {serving: 'activity', riders: activity, both: activity_both, beside: []}] AS one
WITH helped, one, one.riders AS riders, one.both AS both,
     any(n IN one.beside + [one.both, helped - one.both, one.riders - one.both]
         WHERE n IN [1, 2, 3, 4]) AS is_small
RETURN one.serving AS serving, CASE WHEN NOT helped IN [1, 2, 3, 4] THEN helped END AS helped,
       CASE WHEN NOT riders IN [1, 2, 3, 4] AND NOT (is_small AND one.serving = 'team') THEN riders
       END AS riders,
       CASE WHEN NOT is_small THEN both END AS both,
       CASE WHEN helped > 0 AND NOT is_small THEN toFloat(both) / helped END AS share
