// ---
// title: {zh: 响应倡议的区域化成员单位党组织, en: Regional member organisations that responded}
// about: {zh: 截至当日响应过募捐倡议的区域化成员单位党组织个数。, en: "Regional member Party organisations that had responded to an appeal by the day."}
// definition:
//   zh: 有响应记录的区域化成员单位党组织，每个只计一次；响应不等于捐赠，也不等于认领心愿。没有记时间的响应也计入。
//   en: "Regional member Party organisations with a response on record, each once; a response is neither a gift nor a claim. Responses with no time on record count."
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
// columns:
//   recorded: {label: {zh: 响应的党组织, en: Responders}, unit: count, people: false, rows: {report: support/responders, values: {group: regional, appeals: true}}}
// view: {kind: number, value: recorded}
// rests_on: [Organization, OrgGroup, Project]
// limits: {rows: 1, seconds: 5}
// expect: {columns: [recorded], not_null: [recorded]}
// ---
MATCH (g:OrgGroup)<-[tie:IN_GROUP]-(o:PartyOrganization)-[answer:RESPONDED_TO]->(p:Project)
WHERE g.code = 'regional' AND p.kind = 'appeal'
  AND tie.from <= $as_of AND tie.to > $as_of
  AND coalesce(answer.at <= $as_of_end, true)
RETURN count(DISTINCT o) AS recorded
