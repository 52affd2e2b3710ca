// ---
// title: {zh: 退出队伍, en: Leave a team}
// about: {zh: 骑手退出一支队伍。, en: A rider leaves a team.}
// on: Rider
// order: 42
// parameters:
//   team: {type: choice, from: choices/teams, node: Team, label: {zh: 队伍, en: Team}}
//   day: {type: date, default: today, label: {zh: 截止日期, en: Until}}
// writes: {relationships: [MEMBER_OF], changes: {MEMBER_OF: [to]}}
// refusals:
//   ahead: {zh: 日期不能晚于今天。, en: The day cannot be in the future.}
//   no_team: {zh: 现在没有加入任何队伍。, en: Is in no team now.}
//   not_member: {zh: "目前不是“{what}”的成员，或当天尚未加入。", en: "Is not a member of {what}, or was not yet one on that day."}
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
