// ---
// question: R24
// title: {zh: 骑手队伍, en: Teams of riders}
// about: {zh: 骑手组成的服务队伍，当日各有多少人，参加过多少场活动。只有人数，没有名单。, en: "The riders' teams, how many members each has on the day and how many activities it took part in. Numbers only, no names."}
// definition:
//   zh: 成员是当日仍在队里的骑手；“先后”是截至当日加入过的。活动是截至当日已举办、队伍本身或其成员有参加记录的，每场只计一次。凡不足5人的人数不显示，对谁都一样。
//   en: "Members are riders in the team on the day; 'ever' are those who had joined by then. Activities are those held by the day that the team or any of its members is on record as having taken part in, each once. Numbers below 5 people are shown to nobody."
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
// columns:
//   team_id: {label: {zh: 编号, en: Id}, links: team, hidden: true}
//   team: {label: {zh: 队伍, en: Team}, links: {record: team_id}}
//   kind: {label: {zh: 种类, en: Kind}, words: code}
//   members: {label: {zh: 现有成员, en: Members}, unit: person, empty: withheld, none: {zh: 不足5人, en: Under 5}}
//   ever: {label: {zh: 先后成员, en: Ever}, unit: person, empty: withheld}
//   activities: {label: {zh: 参加活动, en: Activities}, unit: count, people: false}
// sums:
//   - {total: ever, parts: [members], rest: true}
// view: {kind: table}
// rests_on: [Team, Rider, Activity]
// limits: {rows: 200, seconds: 5}
// expect: {columns: [team_id, team, kind, members, ever, activities], unique: [team_id], not_null: [team_id, team, kind, activities]}
// privacy: {small_cell: 5}
// ---
MATCH (t:Team)
CALL (t) {
  OPTIONAL MATCH (t)<-[in:MEMBER_OF]-(r:Rider)
  WHERE in.from <= $as_of
  RETURN count(DISTINCT CASE WHEN in.to > $as_of THEN r END) AS members, count(DISTINCT r) AS ever
}
CALL (t) {
  OPTIONAL MATCH (t)-[:TOOK_PART_IN]->(a:Activity)
  WHERE a.at <= $as_of_end
  WITH t, collect(DISTINCT a) AS own
  OPTIONAL MATCH (t)<-[in:MEMBER_OF]-(:Rider)-[:TOOK_PART_IN]->(b:Activity)
  WHERE b.at <= $as_of_end AND in.from <= date(b.at) AND in.to > date(b.at)
  WITH own, collect(DISTINCT b) AS theirs
  RETURN size(own + [b IN theirs WHERE NOT b IN own]) AS activities
}
RETURN t.id AS team_id, t.name AS team, t.kind AS kind,
       CASE WHEN NOT members IN [1, 2, 3, 4] THEN members END AS members,
       CASE WHEN NOT ever IN [1, 2, 3, 4] AND NOT ever - members IN [1, 2, 3, 4] THEN ever END AS ever,
       activities
ORDER BY members DESC, team_id
