// ---
// title: {zh: 没有同意具名的组织, en: Organisations that have not agreed to be named}
// about:
//   zh: 截至当日没有“具名”同意书、或后来撤回了的组织；公开的年度版里不出现它们的名称和编号。
//   en: "Organisations without a consent to be named by the day, or that have withdrawn it since; a public edition holds neither their names nor their ids."
// definition:
//   zh: 来源报道已经公开提到的组织不在此列。
//   en: Those that the article has already named in public are not listed.
// audience: [staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
// columns:
//   id: {label: {zh: 编号, en: Id}, links: organisation}
//   name: {label: {zh: 组织, en: Organisation}}
// rests_on: [Organization, Consent]
// limits: {rows: 100000, seconds: 10}
// expect: {columns: [id, name], unique: [id], not_null: [id, name]}
// ---
MATCH (o:Organization)
WHERE o.provenance <> 'article' AND NOT EXISTS {
    MATCH (o)<-[:COVERS]-(c:Consent {scope: 'be_named'})
    WHERE c.grantedAt <= $as_of_end AND c.withdrawnAt >= datetime('9999-12-31T00:00:00+08:00')
  }
RETURN o.id AS id, o.name AS name
ORDER BY id
