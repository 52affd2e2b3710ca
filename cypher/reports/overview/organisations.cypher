// ---
// title: {zh: 三类党组织, en: Party organisations in three groups}
// about: {zh: 区域化成员单位、“两新”、村居三类党组织的个数，合计不重复计算。, en: "Party organisations of regional members, the two-new, and villages and neighbourhoods; the total counts each once."}
// definition:
//   zh: 截至当日归入三类之一、仍在运行的党组织。一个组织可同属几类，所以三类相加可能大于合计。
//   en: "Party organisations that belong to one of the three groups on the day. One may be in several, so the three may add up to more than the total."
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
// columns:
//   recorded: {label: {zh: 党组织（不重复）, en: Organisations (distinct)}, unit: count, people: false, better: more, rows: {report: support/organisations}, by_month: {report: overview/month_ends, value: organisations}}
//   regional: {label: {zh: 区域化, en: Regional}, unit: count, people: false, rows: {report: support/organisations, values: {group: regional}}}
//   two_new: {label: {zh: “两新”, en: Two-new}, unit: count, people: false, rows: {report: support/organisations, values: {group: two_new}}}
//   village_neighbourhood: {label: {zh: 村居, en: Village and neighbourhood}, unit: count, people: false, rows: {report: support/organisations, values: {group: village_neighbourhood}}}
// view: {kind: number, value: recorded}
// rests_on: [Organization, OrgGroup]
// limits: {rows: 1, seconds: 5}
// expect: {columns: [recorded, regional, two_new, village_neighbourhood], not_null: [recorded, regional, two_new, village_neighbourhood]}
// ---
MATCH (o:PartyOrganization)-[tie:IN_GROUP]->(g:OrgGroup)
WHERE g.code IN ['regional', 'two_new', 'village_neighbourhood']
  AND tie.from <= $as_of AND tie.to > $as_of
  AND coalesce(o.from <= $as_of, true) AND o.to > $as_of
RETURN count(DISTINCT o) AS recorded,
       count(DISTINCT CASE WHEN g.code = 'regional' THEN o END) AS regional,
       count(DISTINCT CASE WHEN g.code = 'two_new' THEN o END) AS two_new,
       count(DISTINCT CASE WHEN g.code = 'village_neighbourhood' THEN o END)
         AS village_neighbourhood
