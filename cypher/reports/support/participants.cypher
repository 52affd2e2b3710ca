// ---
// title: {zh: 党组织参与明细, en: "Party organisations, one by one"}
// about:
//   zh: “参与率”数的党组织，一家一行：兑现过心愿没有、有没有捐赠到账、响应过倡议没有。
//   en: "The Party organisations that participation counts, one a row: whether it fulfilled a wish, gave a donation, responded to an appeal."
// definition:
//   zh: 口径与“参与率（按组织类别）”相同：当日归入任一类别、仍在运行的党组织；参与是截至当日至少兑现过一件心愿，或有捐赠到账（已退回的不算）。
//   en: "As in 'Participation by group': Party organisations that belong to a group and exist on the day; took part are those that by the day have fulfilled at least one wish or given a donation that was received and not refunded."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   group: {type: choice, from: choices/groups, optional: true, label: {zh: 组织类别, en: Group}}
//   which: {type: choice, values: [known, took_part, by_wish, by_gift, responded], default: known, label: {zh: 哪些组织, en: Which organisations}, words: participation}
// columns:
//   organisation_id: {label: {zh: 编号, en: Id}, links: organisation, hidden: true}
//   organisation: {label: {zh: 组织, en: Organisation}, links: {record: organisation_id}}
//   groups: {label: {zh: 组织类别, en: Groups}, words: group}
//   by_wish: {label: {zh: 兑现过心愿, en: Fulfilled a wish}}
//   by_gift: {label: {zh: 有捐赠到账, en: Gave a donation}}
//   responded: {label: {zh: 响应过倡议, en: Responded to an appeal}}
// view: {kind: table}
// rests_on: [Organization, OrgGroup, Claim, Handover, Donation, Project]
// limits: {rows: 20000, seconds: 10}
// expect: {columns: [organisation_id, organisation, groups, by_wish, by_gift, responded], unique: [organisation_id], not_null: [organisation_id, organisation, groups, by_wish, by_gift, responded]}
// ---
MATCH (g:OrgGroup)<-[tie:IN_GROUP]-(o:PartyOrganization)
WHERE tie.from <= $as_of AND tie.to > $as_of
  AND coalesce(o.from <= $as_of, true) AND o.to > $as_of
WITH o, collect(DISTINCT g.code) AS codes,
     EXISTS {
       MATCH (o)-[:MADE]->(:Claim)-[:RESULTED_IN]->(h:Handover) WHERE h.at <= $as_of_end
     } AS by_wish,
     EXISTS {
       MATCH (o)-[:GAVE]->(d:Donation)
       WHERE d.receivedAt <= $as_of_end AND NOT d.id IN $unnamed.id
         AND NOT (d.status = 'REFUNDED' AND coalesce(d.refundedAt, d.receivedAt) <= $as_of_end)
     } AS by_gift,
     EXISTS {
       MATCH (o)-[answer:RESPONDED_TO]->(:Project) WHERE coalesce(answer.at <= $as_of_end, true)
     } AS responded
WHERE ($group IS NULL OR $group IN codes)
  AND CASE $which
        WHEN 'took_part' THEN by_wish OR by_gift
        WHEN 'by_wish' THEN by_wish
        WHEN 'by_gift' THEN by_gift
        WHEN 'responded' THEN responded
        ELSE true
      END
RETURN o.id AS organisation_id, o.name AS organisation, codes AS groups, by_wish, by_gift, responded
ORDER BY organisation, organisation_id
