// ---
// title: {zh: 加入队伍, en: Join a team}
// about: {zh: 骑手加入一支队伍。, en: A rider joins a team.}
// on: Rider
// order: 40
// parameters:
//   team: {type: choice, from: choices/teams, node: Team, label: {zh: 队伍, en: Team}}
//   day: {type: date, default: today, label: {zh: 开始日期, en: From}}
// writes: {relationships: [MEMBER_OF]}
// refusals:
//   ahead: {zh: 日期不能晚于今天。, en: The day cannot be in the future.}
//   member: {zh: "已经是“{what}”的成员。", en: "Is a member of {what} already."}
// ---
MATCH (r:Rider {id: $id})
OPTIONAL MATCH (t:Team {id: $team})
OPTIONAL MATCH (r)-[is:MEMBER_OF]->(t)
WHERE is.to > $day
WITH t, count(is) AS times
RETURN CASE WHEN $day > date($at) THEN 'ahead' WHEN times > 0 THEN 'member' END AS refusal, {what: t.name} AS details
;
MATCH (r:Rider {id: $id}), (t:Team {id: $team})
CREATE (r)-[:MEMBER_OF {from: $day, to: date('9999-12-31')}]->(t)
