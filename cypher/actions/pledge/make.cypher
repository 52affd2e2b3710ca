// ---
// title: {zh: 登记认捐, en: Record a pledge}
// about: {zh: 党组织承诺为一个项目捐款。, en: A Party organisation promises money to a project.}
// on: Pledge
// new: true
// to: OPEN
// order: 10
// parameters:
//   organisation: {type: choice, from: choices/party_organisations, node: Organization, label: {zh: 党组织, en: Party organisation}}
//   project: {type: choice, from: choices/projects, node: Project, label: {zh: 项目, en: Project}}
//   amount: {type: number, min: 0.01, max: 100000000, label: {zh: 金额（元）, en: Amount (CNY)}}
//   day: {type: date, default: today, label: {zh: 认捐日期, en: Day}}
//   due: {type: date, optional: true, label: {zh: 约定到账日期, en: Due on}}
// writes: {nodes: [Pledge], relationships: [PLEDGED, TO]}
// refusals:
//   ahead: {zh: 日期不能晚于今天。, en: The day cannot be in the future.}
//   no_organisation: {zh: 没有这个党组织，请从名单里选。, en: There is no such Party organisation; choose one from the list.}
//   due_past: {zh: 到账日期不能早于认捐日期。, en: It cannot be due before it is pledged.}
// ---
OPTIONAL MATCH (o:Organization {id: $organisation})
WHERE o:PartyOrganization
RETURN CASE
         WHEN $day > date($at) THEN 'ahead'
         WHEN $organisation IS NOT NULL AND o IS NULL THEN 'no_organisation'
         WHEN $due < $day THEN 'due_past'
       END AS refusal, {} AS details
;
MATCH (o:Organization {id: $organisation}), (p:Project {id: $project})
CREATE (o)-[:PLEDGED]->(:Pledge {id: $new_Pledge, amountFen: toInteger(round($amount * 100)),
        pledgedAt: CASE WHEN $day = date($at) THEN $at ELSE datetime({date: $day, hour: 12, timezone: '+08:00'}) END, dueAt: CASE WHEN $due IS NOT NULL THEN datetime({date: $due, hour: 23, minute: 59, timezone: '+08:00'}) END, endedAt: datetime('9999-12-31T00:00:00+08:00')})-[:TO]->(p)
