// ---
// question: R10
// title: {zh: 响应后尚无记录的党组织, en: Responders with nothing on record yet}
// about:
//   zh: 响应过倡议、系统中还没有捐赠或认领记录的党组织，供内部核对台账。按名称排列，不作排名，不对外公布。
//   en: "Party organisations that responded to an appeal and have neither a donation nor a claim on record, for checking the registers within the house. In order of name; no ranking, and not for publication."
// definition:
//   zh: 截至当日有响应记录、而没有任何捐赠（已退回的不算）、也没有作出任何认领（不论后来如何）的党组织。没有记录不等于没有出力：响应不是捐赠的承诺，有的支持不经过平台。认捐而未到账的，金额列在旁边。没有记时间的响应也计入。
//   en: "Party organisations with a response by the day, no donation (refunded ones do not count) and no claim of their own, whatever became of it. Nothing on record is not nothing done: a response promises no gift, and some support does not pass through here. What was pledged and not received stands beside. Responses with no time on record count."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   project: {type: choice, from: choices/projects, optional: true, label: {zh: 项目, en: Project}}
// columns:
//   organisation_id: {label: {zh: 组织编号, en: Organisation id}, links: organisation, hidden: true}
//   organisation: {label: {zh: 党组织, en: Party organisation}, links: {record: organisation_id}}
//   groups: {label: {zh: 组织类别, en: Groups}, words: group}
//   project_id: {label: {zh: 项目编号, en: Project id}, links: project, hidden: true}
//   project: {label: {zh: 响应的项目, en: Responded to}, links: {record: project_id}}
//   responded: {label: {zh: 响应日, en: Responded}}
//   pledged: {label: {zh: 认捐未到账, en: Pledged and not received}, unit: fen}
// view: {kind: table}
// rests_on: [Organization, OrgGroup, Project, Donation, Claim, Pledge]
// limits: {rows: 5000, seconds: 5}
// expect: {columns: [organisation_id, organisation, groups, project_id, project, responded, pledged], unique: [organisation_id, project_id], not_null: [organisation_id, project_id, pledged]}
// ---
MATCH (p:Project)<-[answer:RESPONDED_TO]-(o:PartyOrganization)
WHERE ($project IS NULL OR p.id = $project) AND coalesce(answer.at <= $as_of_end, true)
  AND NOT EXISTS {
    MATCH (o)-[:GAVE]->(d:Donation)
    WHERE d.receivedAt <= $as_of_end AND NOT d.id IN $unnamed.id
      AND NOT (d.status = 'REFUNDED' AND coalesce(d.refundedAt, d.receivedAt) <= $as_of_end)
  }
  AND NOT EXISTS { MATCH (o)-[:MADE]->(c:Claim) WHERE c.claimedAt <= $as_of_end }
CALL (o) {
  OPTIONAL MATCH (o)-[tie:IN_GROUP]->(g:OrgGroup)
  WHERE tie.from <= $as_of AND tie.to > $as_of
  WITH DISTINCT g.code AS code ORDER BY code
  RETURN collect(code) AS groups
}
CALL (o, p) {
  OPTIONAL MATCH (o)-[:PLEDGED]->(pl:Pledge)-[:TO]->(p)
  WHERE pl.pledgedAt <= $as_of_end AND pl.endedAt > $as_of_end
  RETURN coalesce(sum(pl.amountFen), 0) AS pledged
}
RETURN o.id AS organisation_id, o.name AS organisation, groups, p.id AS project_id,
       p.name AS project, date(answer.at) AS responded, pledged
ORDER BY organisation, organisation_id, project_id
