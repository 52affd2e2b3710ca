// ---
// title: {zh: 到岗, en: Begin a job}
// about: {zh: 骑手到一个配送站点上班；在别处的工作同日结束。, en: A rider begins at a site; a job elsewhere ends on the same day.}
// on: Rider
// order: 10
// parameters:
//   site: {type: choice, from: choices/sites, node: DeliverySite, label: {zh: 配送站点, en: Site}}
//   day: {type: date, default: today, label: {zh: 开始日期, en: From}}
// writes: {relationships: [WORKS_AT], changes: {WORKS_AT: [to]}}
// refusals:
//   ahead: {zh: 日期不能晚于今天。, en: The day cannot be in the future.}
//   there: {zh: "已经在“{what}”上班。", en: "Works at {what} already."}
//   closed: {zh: "“{what}”已关闭。", en: "{what} is closed."}
//   early: {zh: "现在的工作从 {day} 起，新的要在那以后。", en: "The present job began on {day}; the new one begins after that."}
// ---
MATCH (r:Rider {id: $id})
OPTIONAL MATCH (s:DeliverySite {id: $site})
OPTIONAL MATCH (r)-[works:WORKS_AT]->(other:DeliverySite)
WHERE works.to > date($at)
WITH s, max(works.from) AS since, collect(other.id) AS others
OPTIONAL MATCH (:Rider {id: $id})-[past:WORKS_AT]->()
WITH s, since, others, max(CASE WHEN past.to <= date($at) THEN past.to END) AS free
RETURN CASE
         WHEN s.id IN others THEN 'there'
         WHEN s.status = 'CLOSED' THEN 'closed'
         WHEN $day > date($at) THEN 'ahead'
         WHEN $day <= since OR $day < free THEN 'early'
       END AS refusal, {what: s.name, day: toString(coalesce(since, free))} AS details, others AS locks
;
MATCH (r:Rider {id: $id}), (s:DeliverySite {id: $site})
CREATE (r)-[:WORKS_AT {from: $day, to: date('9999-12-31')}]->(s)
WITH r
MATCH (r)-[works:WORKS_AT]->(other:DeliverySite)
WHERE works.to > date($at) AND other.id <> $site
SET works.to = $day
