// ---
// title: {zh: 登记活动, en: Record an activity}
// about: {zh: 登记一次公益活动的日期、场所和参加人次。, en: "An activity that was held: its day, its venue, how many came."}
// on: Activity
// new: true
// order: 10
// parameters:
//   name: {type: text, label: {zh: 名称, en: Name}}
//   kind: {type: choice, values: [heat_relief, festival, winter_warmth, volunteering, safety, health, other], words: code, label: {zh: 种类, en: Kind}}
//   day: {type: date, default: today, label: {zh: 日期, en: Day}}
//   venue: {type: choice, from: choices/venues, node: Venue, optional: true, label: {zh: 场所, en: Venue}}
//   team: {type: choice, from: choices/teams, node: Team, optional: true, label: {zh: 参加的队伍, en: Team}}
//   attendance: {type: integer, min: 0, max: 100000, optional: true, label: {zh: 参加人次, en: Attendance}}
// writes: {nodes: [Activity], relationships: [HELD_AT, TOOK_PART_IN]}
// refusals:
//   long: {zh: 最多 500 字。, en: At most 500 characters.}
// ---
RETURN CASE WHEN size($name) > 500 THEN 'long' END AS refusal, {} AS details
;
OPTIONAL MATCH (v:Venue {id: $venue})
OPTIONAL MATCH (t:Team {id: $team})
CREATE (a:Activity {id: $new_Activity, name: trim($name), kind: $kind,
        season: ['winter', 'spring', 'summer', 'autumn'][$day.month % 12 / 3],
        at: datetime({date: $day, hour: 9, timezone: '+08:00'}), attendance: $attendance})
FOREACH (one IN CASE WHEN v IS NULL THEN [] ELSE [1] END | CREATE (a)-[:HELD_AT]->(v))
FOREACH (one IN CASE WHEN t IS NULL THEN [] ELSE [1] END | CREATE (t)-[:TOOK_PART_IN]->(a))
