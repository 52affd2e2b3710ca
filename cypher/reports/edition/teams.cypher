// ---
// question: R24
// title: {zh: 双向参与, en: Riders who serve}
// about:
//   zh: 期间内的活动由哪些骑手队伍参加，参加的骑手来自哪些配送站点；只有人数，没有个人。
//   en: "The period's activities, the riders' teams that took part in them, and the delivery sites their riders came from; numbers only, no person."
// definition:
//   zh: 左段为期间内参加过活动的骑手，按活动当天所在站点和当天所属队伍计人次；右段为队伍参加的活动，数字是该队伍骑手的人次，队伍以集体名义参加而没有记到个人的为0。没有加入队伍的归于“未入队”。没有骑手参加的开放站点也列出。
//   en: "Left: riders who took part in the period's activities, each time counted by their site and team on that day. Right: the activities of each team; the number is how often its riders took part, 0 where the team took part as such. Riders in no team stand together. Open sites without anyone are listed too."
// audience: [staff, committee, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   since: {type: date, optional: true, label: {zh: 活动日期自, en: Activities from}}
// columns:
//   level: {label: {zh: 段, en: Step}, unit: name}
//   source_id: {label: {zh: 自（编号）, en: From (id)}, hidden: true}
//   source: {label: {zh: 自, en: From}, words: team_place}
//   target_id: {label: {zh: 至（编号）, en: To (id)}, hidden: true}
//   target: {label: {zh: 至, en: To}, words: team_place}
//   basis: {label: {zh: 依据, en: Basis}, words: basis}
//   times: {label: {zh: 参加人次, en: Times taken part}, unit: person}
// same_as:
//   - {column: times, rows: {level: 1}, report: edition/teams, its_column: times, its_rows: {level: 2}, by: {target_id: source_id}, rest: true}
//   - {column: times, rows: {level: 2}, report: service/activity_list, its_column: riders, by: {target_id: activity_id}}
// view: {kind: layers, level: level, source: source, source_id: source_id, target: target, target_id: target_id, value: times, basis: basis}
// rests_on: [Activity, Team, Rider, DeliverySite]
// limits: {rows: 5000, seconds: 10}
// expect: {columns: [level, source_id, source, target_id, target, basis, times], unique: [level, source_id, target_id], not_null: [level, source_id]}
// privacy: {small_cell: 5}
// ---
CALL () {
  MATCH (r:Rider)-[part:TOOK_PART_IN]->(a:Activity)
  WHERE a.at <= $as_of_end AND ($since IS NULL OR date(a.at) >= $since)
  CALL (r, a) {
    OPTIONAL MATCH (r)-[works:WORKS_AT]->(at:DeliverySite)
    WITH at, works, date(a.at) AS day ORDER BY at.id
    RETURN head(collect(CASE WHEN works.from <= day AND works.to > day THEN at END)) AS s
  }
  CALL (r, a) {
    OPTIONAL MATCH (r)-[member:MEMBER_OF]->(of:Team)
    WITH of, member, date(a.at) AS day ORDER BY of.id
    RETURN head(collect(CASE WHEN member.from <= day AND member.to > day THEN of END)) AS t
  }
  RETURN collect({
    activity: a, site: s, team_id: coalesce(t.id, 'no_team'), team: coalesce(t.name, 'no_team'),
    kind: coalesce(part.provenance, 'entered')
  }) AS taken
}
CALL (taken) {
  UNWIND [one IN taken WHERE one.site IS NOT NULL] AS one
  RETURN 1 AS level, one.site.id AS source_id, one.site.name AS source, one.team_id AS target_id,
         one.team AS target, collect(one.kind) AS kinds, count(*) AS times
  UNION ALL
  // Each team's activities: those its riders took part in, and those it took part in as a team.
  CALL (taken) {
    UNWIND taken AS one
    RETURN one.team_id AS source_id, one.team AS source, one.activity AS a,
           one.kind AS of_rider, null AS of_team
    UNION ALL
    MATCH (t:Team)-[part:TOOK_PART_IN]->(a:Activity)
    WHERE a.at <= $as_of_end AND ($since IS NULL OR date(a.at) >= $since)
    RETURN t.id AS source_id, t.name AS source, a, null AS of_rider, coalesce(part.provenance, 'entered') AS of_team
  }
  WITH source_id, source, a, collect(of_rider) AS riders, collect(of_team) AS teams
  RETURN 2 AS level, source_id, source, a.id AS target_id,
         toString(date(a.at)) + ' ' + a.name AS target,
         CASE riders WHEN [] THEN teams ELSE riders END AS kinds, size(riders) AS times
  UNION ALL
  UNWIND taken AS one
  WITH collect(DISTINCT one.site) AS sites
  MATCH (s:DeliverySite)
  WHERE s.status = 'OPEN' AND NOT s IN sites
  RETURN 1 AS level, s.id AS source_id, s.name AS source, null AS target_id, null AS target,
         [] AS kinds, null AS times
}
RETURN level, source_id, source, target_id, target,
       CASE WHEN target_id IS NULL THEN null WHEN 'synthetic' IN kinds THEN 'synthetic'
            WHEN 'derived' IN kinds THEN 'derived' ELSE 'recorded' END AS basis, times
ORDER BY level, source_id, target_id
