// ---
// title: {zh: 响应的党组织, en: Organisations that responded}
// about:
//   zh: 截至当日响应过项目或募捐倡议的党组织，一家一行。
//   en: "Party organisations that had responded to a project or an appeal by the day, one a row."
// definition:
//   zh: 有响应记录的党组织，每家只计一次；响应不等于捐赠，也不等于认领心愿。没有记时间的响应也计入。选了组织类别的，按当日所属；只看募捐倡议的，不计对其他项目的响应。
//   en: "Party organisations with a response on record, each once; a response is neither a gift nor a claim. Responses with no time on record count. A group is that of the day; appeals only leaves out responses to other projects."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   project: {type: choice, from: choices/projects, optional: true, label: {zh: 项目, en: Project}}
//   group: {type: choice, from: choices/groups, optional: true, label: {zh: 组织类别, en: Group}}
//   appeals: {type: boolean, default: false, label: {zh: 只看募捐倡议, en: Appeals only}}
// columns:
//   organisation_id: {label: {zh: 编号, en: Id}, links: organisation}
//   organisation: {label: {zh: 党组织, en: Organisation}, links: {record: organisation_id}}
//   projects: {label: {zh: 响应的项目, en: Projects}, unit: count}
//   responded: {label: {zh: 最早响应, en: First response}}
// view: {kind: table}
// rests_on: [Organization, OrgGroup, Project]
// limits: {rows: 20000, seconds: 10}
// expect: {columns: [organisation_id, organisation, projects, responded], unique: [organisation_id], not_null: [organisation_id, projects]}
// ---
MATCH (o:PartyOrganization)-[answer:RESPONDED_TO]->(p:Project)
WHERE coalesce(answer.at <= $as_of_end, true)
  AND ($project IS NULL OR p.id = $project)
  AND (NOT $appeals OR p.kind = 'appeal')
  AND ($group IS NULL OR EXISTS {
    MATCH (o)-[tie:IN_GROUP]->(g:OrgGroup)
    WHERE g.code = $group AND tie.from <= $as_of AND tie.to > $as_of
  })
RETURN o.id AS organisation_id, o.name AS organisation, count(DISTINCT p) AS projects,
       date(min(answer.at)) AS responded
ORDER BY responded, organisation_id
