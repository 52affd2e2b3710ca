// ---
// title: {zh: 退出队伍, en: Leave a team}
// about: {zh: 骑手退出一支队伍。, en: A rider leaves a team.}
// on: Rider
// order: 42
// parameters:
//   team: {type: choice, from: choices/teams, node: Team, label: {zh: 队伍, en: Team}}
//   day: {type: date, default: today, label: {zh: 到哪天止, en: Until}}
// writes: {relationships: [MEMBER_OF], changes: {MEMBER_OF: [to]}}
// refusals:
//   ahead: {zh: 日子不能在今天以后。, en: The day cannot lie ahead.}
//   no_team: {zh: 现在没有加入任何队伍。, en: Is in no team now.}
//   not_member: {zh: "现在不在“{what}”里，或那天还没加入。", en: "Is not in {what}, or was not yet on that day."}
// ---
MATCH (r:Rider {id: $id})
OPTIONAL MATCH (t:Team {id: $team})
RETURN CASE
         WHEN NOT EXISTS { (r)-[some:MEMBER_OF]->(:Team) WHERE some.to > date($at) } THEN 'no_team'
         WHEN $day > date($at) THEN 'ahead'
         WHEN t IS NOT NULL AND NOT EXISTS { (r)-[is:MEMBER_OF]->(t) WHERE is.to > date($at) AND is.from < $day } THEN 'not_member'
       END AS refusal, {what: t.name} AS details
;
MATCH (r:Rider {id: $id})-[is:MEMBER_OF]->(:Team {id: $team})
WHERE is.to > date($at) AND is.from < $day
SET is.to = $day
