// ---
// title: {zh: 离岗, en: End the job}
// about: {zh: 骑手不在这个站点上班了；提过的心愿仍记在当时的站点。, en: A rider no longer works at the site; wishes stay with the site of their time.}
// on: Rider
// order: 12
// parameters:
//   day: {type: date, default: today, label: {zh: 截止日期, en: Until}}
// writes: {relationships: [WORKS_AT], changes: {WORKS_AT: [to]}}
// refusals:
//   ahead: {zh: 日期不能晚于今天。, en: The day cannot be in the future.}
//   no_job: {zh: 现在没有在岗的站点。, en: Works at no site now.}
//   early: {zh: "到岗是 {day}，离岗要在那以后。", en: "The job began on {day}; it ends after that."}
// ---
MATCH (r:Rider {id: $id})
OPTIONAL MATCH (r)-[works:WORKS_AT]->(s:DeliverySite)
WHERE works.to > date($at)
WITH max(works.from) AS since, collect(s.id) AS sites
RETURN CASE
         WHEN since IS NULL THEN 'no_job'
         WHEN $day > date($at) THEN 'ahead'
         WHEN $day <= since THEN 'early'
       END AS refusal, {day: toString(since)} AS details, sites AS locks
;
MATCH (r:Rider {id: $id})-[works:WORKS_AT]->(:DeliverySite)
WHERE works.to > date($at)
SET works.to = $day
