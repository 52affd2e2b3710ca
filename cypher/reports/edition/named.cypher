// ---
// title: {zh: 同意具名的支持者, en: Supporters who agreed to be named}
// about:
//   zh: 期间内认领过心愿或捐过款、并且同意公开名称的组织，按类别和名称排列，不分先后。
//   en: "Organisations that took up wishes or gave money in the period and agreed to be named, by group and name; the order says nothing."
// definition:
//   zh: 只列截至当日已有“具名”同意书、至今没有撤回的组织；不愿具名的捐赠不算。没有同意书的组织不在此列，这不说明它们做了什么或没做什么。
//   en: "Organisations with a consent to be named that was given by the day and has not been withdrawn since; donations of givers who would not be named do not count. Organisations without such a consent are not listed, which says nothing about what they did."
// audience: [staff, committee, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   since: {type: date, optional: true, label: {zh: 报告期自, en: Not before}}
// columns:
//   group: {label: {zh: 类别, en: Group}, words: group}
//   name: {label: {zh: 组织, en: Organisation}}
// view: {kind: table}
// rests_on: [Organization, Consent, Claim, Donation]
// limits: {rows: 5000, seconds: 10}
// expect: {columns: [group, name], not_null: [group, name]}
// ---
MATCH (o:Organization)
WHERE EXISTS {
    MATCH (o)<-[:COVERS]-(c:Consent {scope: 'be_named'})
    WHERE c.grantedAt <= $as_of_end AND c.withdrawnAt >= datetime('9999-12-31T00:00:00+08:00')
  }
  AND (EXISTS {
    MATCH (o)-[:MADE]->(c:Claim)
    WHERE c.acceptedAt <= $as_of_end AND ($since IS NULL OR date(c.acceptedAt) >= $since)
      AND (c.endedAt > $as_of_end
           OR EXISTS { MATCH (c)-[:RESULTED_IN]->(h:Handover) WHERE h.at <= $as_of_end })
  } OR EXISTS {
    MATCH (o)-[:GAVE]->(d:Donation)
    WHERE d.receivedAt <= $as_of_end AND ($since IS NULL OR date(d.receivedAt) >= $since)
      AND coalesce(d.refundedAt > $as_of_end, true) AND d.publicity = 'named'
  })
CALL (o) {
  OPTIONAL MATCH (o)-[tie:IN_GROUP]->(g:OrgGroup)
  WHERE tie.from <= $as_of AND tie.to > $as_of
  WITH collect(g.code) AS codes
  RETURN coalesce(head([
           code IN ['regional', 'two_new', 'village_neighbourhood', 'town', 'centre', 'mass_org']
           WHERE code IN codes]), 'no_group') AS code
}
RETURN code AS `group`, o.name AS name
ORDER BY `group`, name
