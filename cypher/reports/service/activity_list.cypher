// ---
// question: R32
// title: {zh: 活动一览, en: List of activities}
// about: {zh: 办过的活动，一场一行：何时、在哪里、来了多少人、哪支队伍参加。, en: "The activities held, one a row: when, where, how many came, which team took part."}
// definition:
//   zh: 截至当日已举办、记有时间的活动；没有时间的（报道述及的几项）不在其内。“人次”为登记数，“有记录的骑手”是系统记有的不同骑手。
//   en: "Activities held by the day that have a time on record; those with none (which the article mentions) are not in it. Attendance is what was noted, riders on record the different riders the graph knows to have taken part."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   since: {type: date, optional: true, label: {zh: 举办日期自, en: Held from}}
//   starts: {type: text, optional: true, label: {zh: 季度（如 2025-06）, en: "Season from (as 2025-06)"}}
//   season: {type: choice, values: [spring, summer, autumn, winter], optional: true, label: {zh: 季节, en: Season}, words: code}
//   kind: {type: multi_choice, values: [heat_relief, festival, winter_warmth, volunteering, safety, health, other], optional: true, label: {zh: 种类, en: Kind}, words: code}
// columns:
//   activity_id: {label: {zh: 编号, en: Id}, links: activity, hidden: true}
//   activity: {label: {zh: 活动, en: Activity}, links: {record: activity_id}}
//   kind: {label: {zh: 种类, en: Kind}, words: code}
//   season: {label: {zh: 季节, en: Season}, words: code}
//   held: {label: {zh: 日期, en: Day}}
//   venue_id: {label: {zh: 场所编号, en: Venue id}, links: venue, hidden: true}
//   venue: {label: {zh: 场所, en: Venue}, links: {record: venue_id}}
//   attendance: {label: {zh: 人次, en: Attendance}, unit: count, adds_up: true}
//   riders: {label: {zh: 有记录的骑手, en: Riders on record}, unit: person}
//   teams: {label: {zh: 队伍, en: Teams}}
// view: {kind: table}
// rests_on: [Activity, Venue, Rider, Team]
// limits: {rows: 5000, seconds: 5}
// expect: {columns: [activity_id, activity, kind, season, held, venue_id, venue, attendance, riders, teams], unique: [activity_id], not_null: [activity_id, activity, kind, season, held, riders]}
// ---
MATCH (a:Activity)
WHERE a.at <= $as_of_end AND ($since IS NULL OR date(a.at) >= $since)
  AND ($kind IS NULL OR a.kind IN $kind) AND ($season IS NULL OR a.season = $season)
WITH a, date(a.at) AS day
WHERE $starts IS NULL OR $starts = toString(CASE WHEN a.season = 'winter' AND day.month < 7
                                            THEN day.year - 1 ELSE day.year END)
        + CASE a.season WHEN 'spring' THEN '-03' WHEN 'summer' THEN '-06' WHEN 'autumn' THEN '-09'
                        ELSE '-12' END
CALL (a) {
  OPTIONAL MATCH (a)-[:HELD_AT]->(v:Venue)
  WITH v ORDER BY v.id LIMIT 1
  RETURN v
}
CALL (a) {
  OPTIONAL MATCH (a)<-[:TOOK_PART_IN]-(t:Team)
  WITH t ORDER BY t.id
  RETURN collect(t.name) AS teams
}
RETURN a.id AS activity_id, a.name AS activity, a.kind AS kind, a.season AS season, date(a.at) AS held,
       v.id AS venue_id, v.name AS venue, a.attendance AS attendance,
       COUNT { MATCH (a)<-[:TOOK_PART_IN]-(:Rider) } AS riders, teams
ORDER BY held DESC, activity_id
