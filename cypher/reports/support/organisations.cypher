// ---
// title: {zh: 党组织一览, en: List of Party organisations}
// about: {zh: 三类党组织，一个一行：归入哪几类、兑现过多少心愿。, en: "The Party organisations of the three groups, one a row: in which groups it is and how many wishes it has fulfilled."}
// definition:
//   zh: 截至当日归入区域化、“两新”、村居三类之一、仍在运行的党组织，每个只列一次。
//   en: "Party organisations that on the day belong to one of the groups regional, two-new, village and neighbourhood, and exist; each is listed once."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   group: {type: choice, values: [regional, two_new, village_neighbourhood], optional: true, label: {zh: 组织类别, en: Group}, words: group}
// columns:
//   organisation_id: {label: {zh: 编号, en: Id}, links: organisation}
//   organisation: {label: {zh: 党组织, en: Party organisation}, links: {record: organisation_id}}
//   groups: {label: {zh: 组织类别, en: Groups}, words: group}
//   fulfilled: {label: {zh: 兑现过的心愿, en: Wishes fulfilled}, unit: count}
// view: {kind: table}
// rests_on: [Organization, OrgGroup, Claim, Handover]
// limits: {rows: 20000, seconds: 10}
// expect: {columns: [organisation_id, organisation, groups, fulfilled], unique: [organisation_id], not_null: [organisation_id, organisation, groups, fulfilled]}
// ---
MATCH (o:PartyOrganization)-[tie:IN_GROUP]->(g:OrgGroup)
WHERE g.code IN ['regional', 'two_new', 'village_neighbourhood']
  AND tie.from <= $as_of AND tie.to > $as_of
  AND coalesce(o.from <= $as_of, true) AND o.to > $as_of
WITH o, g.code AS code ORDER BY code
WITH o, collect(DISTINCT code) AS `groups`
WHERE $group IS NULL OR $group IN `groups`
RETURN o.id AS organisation_id, o.name AS organisation, `groups`, COUNT {
         MATCH (o)-[:MADE]->(:Claim)-[:RESULTED_IN]->(h:Handover)
         WHERE h.at <= $as_of_end
         RETURN DISTINCT h
       } AS fulfilled
ORDER BY organisation, organisation_id
