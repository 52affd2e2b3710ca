// ---
// question: R32
// title: {zh: 四季活动, en: Activities by season}
// about: {zh: 每一季办了多少场活动，各是什么，来了多少人次。, en: "How many activities there were in each season, of what kind, and how many came."}
// definition:
//   zh: 截至当日已举办、记有时间的活动，按登记的季节和种类计；冬季跨年，记在开始的那一年。“人次”是登记的参加人次之和，同一个人来几次算几次；没有登记人次的活动不在其内，有几场另列，都没有登记的为无记录；“有记录的骑手”是系统记有姓名代称的不同骑手，通常少于人次。没有时间的活动（报道述及的几项）不在其内。
//   en: "Activities held by the day that have a time on record, by their season and kind; a winter belongs to the year it began in. Attendance adds up what was noted, someone who came twice counting twice; activities of which nothing was noted are not in it, how many they are stands beside, and where nothing was noted of any there is no record; riders on record are the different riders the graph knows to have taken part, mostly fewer. Activities with no time (those the article mentions) are not in it."
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   since: {type: date, optional: true, label: {zh: 举办日期自, en: Held from}}
// columns:
//   starts: {label: {zh: 季度, en: Season from}}
//   season: {label: {zh: 季节, en: Season}, words: code}
//   kind: {label: {zh: 种类, en: Kind}, words: code}
//   activities: {label: {zh: 活动（场）, en: Activities}, rows: {report: service/activity_list, with: {starts: starts, season: season, kind: kind}}}
//   attendance: {label: {zh: 人次, en: Attendance}, unit: count, rows: {report: service/activity_list, with: {starts: starts, season: season, kind: kind}, adds: attendance}}
//   unnoted: {label: {zh: 人次未登记（场）, en: Attendance not noted}}
//   riders: {label: {zh: 有记录的骑手, en: Riders on record}, unit: person}
//   teams: {label: {zh: 参加的队伍, en: Teams}}
// view: {kind: bar, x: starts, y: activities, series: kind}
// rests_on: [Activity, Rider, Team]
// limits: {rows: 1000, seconds: 5}
// expect: {columns: [starts, season, kind, activities, attendance, unnoted, riders, teams], unique: [starts, season, kind], not_null: [starts, season, kind, activities, unnoted, riders, teams]}
// privacy: {small_cell: 5}
// ---
MATCH (a:Activity)
WHERE a.at <= $as_of_end AND ($since IS NULL OR date(a.at) >= $since)
WITH a, date(a.at) AS day
WITH CASE WHEN a.season = 'winter' AND day.month < 7 THEN day.year - 1 ELSE day.year END AS year,
     CASE a.season WHEN 'spring' THEN '-03' WHEN 'summer' THEN '-06' WHEN 'autumn' THEN '-09'
                   ELSE '-12' END AS month, a.season AS season, a.kind AS kind, collect(a) AS them
CALL (them) {
  UNWIND them AS a
  OPTIONAL MATCH (a)<-[:TOOK_PART_IN]-(who)
  RETURN count(DISTINCT CASE WHEN who:Rider THEN who END) AS riders,
         count(DISTINCT CASE WHEN who:Team THEN who END) AS teams
}
RETURN toString(year) + month AS starts, season, kind, size(them) AS activities,
       CASE WHEN any(a IN them WHERE a.attendance IS NOT NULL)
            THEN reduce(sum = 0, a IN them | sum + coalesce(a.attendance, 0)) END AS attendance,
       size([a IN them WHERE a.attendance IS NULL]) AS unnoted, riders, teams
ORDER BY starts, kind
