// ---
// title: {zh: 登记认领意向, en: Record an offer}
// about: {zh: 有单位想认领，先记下来，等中心确认。, en: An organisation would like to take it up; the centre has yet to agree.}
// on: Wish
// from: [PUBLISHED, CARRIED_OVER]
// order: 52
// actor: claimant
// parameters:
//   organisation: {type: choice, from: choices/claimants, node: Organization|Company, label: {zh: 认领方, en: Taken up by}}
//   plan: {type: text, optional: true, label: {zh: 办理方案, en: How they mean to do it}}
// writes: {nodes: [Claim], relationships: [MADE, FOR]}
// refusals:
//   consent_withdrawn: {zh: 骑手已撤回办理这件心愿的同意，或已要求清除个人数据，不能再办，只能撤回心愿。, en: "The rider has withdrawn the consent to handle this wish, or has had the personal data removed; it can only be withdrawn."}
//   no_organisation: {zh: 没有这家党组织或企业，请从名单里选。, en: There is no such Party organisation or company; choose one from the list.}
//   ended: {zh: "{who} 已停用，不能再认领。", en: "{who} is no longer active and cannot take a wish up."}
//   again: {zh: "{who} 已登记过意向，正等中心确认。", en: "{who} has offered already and waits for the centre to agree."}
//   long: {zh: 最多 500 字。, en: At most 500 characters.}
// ---
MATCH (w:Wish {id: $id})
OPTIONAL MATCH (party:Organization {id: $organisation})
WHERE party:PartyOrganization
OPTIONAL MATCH (company:Company {id: $organisation})
WITH w, coalesce(party, company) AS o, party
RETURN CASE
         WHEN EXISTS { (w)<-[:COVERS]-(k:Consent {scope: 'wish_processing'}) WHERE k.withdrawnAt <= $at }
              AND NOT EXISTS { (w)<-[:COVERS]-(k:Consent {scope: 'wish_processing'}) WHERE k.withdrawnAt > $at }
              OR EXISTS { (w)<-[:RAISED]-(gone:Rider) WHERE gone.alias = '已清除 ' + gone.id } THEN 'consent_withdrawn'
         WHEN $organisation IS NOT NULL AND o IS NULL THEN 'no_organisation'
         WHEN party.active = false OR party.to <= date($at) THEN 'ended'
         WHEN EXISTS { (o)-[:MADE]->(:Claim {status: 'PENDING'})-[:FOR]->(w) } THEN 'again'
         WHEN size($plan) > 500 THEN 'long'
       END AS refusal,
       {who: o.name} AS details
;
MATCH (w:Wish {id: $id})
OPTIONAL MATCH (party:Organization {id: $organisation})
WHERE party:PartyOrganization
OPTIONAL MATCH (company:Company {id: $organisation})
WITH w, coalesce(party, company) AS o
CREATE (o)-[:MADE]->(c:Claim {id: $new_Claim, status: 'PENDING', claimedAt: $at,
        endedAt: datetime('9999-12-31T00:00:00+08:00'), backstop: false, plan: $plan})-[:FOR]->(w)
