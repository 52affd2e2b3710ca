// ---
// title: {zh: 认领, en: Take up}
// about: {zh: 一家党组织或企业认领这件心愿，中心已经同意。, en: "A Party organisation or a company takes the wish up, and the centre has agreed."}
// on: Wish
// from: [PUBLISHED, CARRIED_OVER]
// to: CLAIMED
// order: 50
// actor: claimant
// parameters:
//   organisation: {type: choice, from: choices/claimants, node: Organization|Company, label: {zh: 认领方, en: Taken up by}}
//   due: {type: date, default: today+30, label: {zh: 最晚实现日, en: To be fulfilled by}}
//   plan: {type: text, optional: true, label: {zh: 办理方案, en: How they mean to do it}}
//   backstop: {type: boolean, default: false, label: {zh: 中心兜底, en: The centre steps in}}
// writes: {nodes: [Claim], relationships: [MADE, FOR]}
// refusals:
//   taken: {zh: "已由 {who} 认领。", en: "{who} has taken it up already."}
//   consent_withdrawn: {zh: 骑手已撤回办理这件心愿的同意，或已要求清除个人数据，不能再办，只能撤回心愿。, en: "The rider has withdrawn the consent to handle this wish, or has had the personal data removed; it can only be withdrawn."}
//   no_organisation: {zh: 没有这家党组织或企业，请从名单里选。, en: There is no such Party organisation or company; choose one from the list.}
//   ended: {zh: "{who} 已停用，不能再认领。", en: "{who} is no longer active and cannot take a wish up."}
//   due_past: {zh: 最晚实现日不能早于今天。, en: The day by which it is to be fulfilled cannot lie before today.}
//   due_far: {zh: 最晚实现日应在一年之内。, en: The day by which it is to be fulfilled should lie within a year.}
//   long: {zh: 最多 500 字。, en: At most 500 characters.}
// ---
MATCH (w:Wish {id: $id})
OPTIONAL MATCH (w)<-[:FOR]-(live:Claim {status: 'ACTIVE'})
OPTIONAL MATCH (live)<-[:MADE]-(holder)
WITH w, head(collect(live)) AS live, head(collect(holder.name)) AS holder
OPTIONAL MATCH (party:Organization {id: $organisation})
WHERE party:PartyOrganization
OPTIONAL MATCH (company:Company {id: $organisation})
WITH w, live, holder, coalesce(party, company) AS o, party
RETURN CASE
         WHEN live IS NOT NULL THEN 'taken'
         WHEN EXISTS { (w)<-[:COVERS]-(k:Consent {scope: 'wish_processing'}) WHERE k.withdrawnAt <= $at }
              AND NOT EXISTS { (w)<-[:COVERS]-(k:Consent {scope: 'wish_processing'}) WHERE k.withdrawnAt > $at }
              OR EXISTS { (w)<-[:RAISED]-(gone:Rider) WHERE gone.alias = '已清除 ' + gone.id } THEN 'consent_withdrawn'
         WHEN $organisation IS NOT NULL AND o IS NULL THEN 'no_organisation'
         WHEN party.active = false OR party.to <= date($at) THEN 'ended'
         WHEN $due < date($at) THEN 'due_past'
         WHEN $due > date($at) + duration({years: 1}) THEN 'due_far'
         WHEN size($plan) > 500 THEN 'long'
       END AS refusal,
       {who: coalesce(holder, o.name)} AS details
;
MATCH (w:Wish {id: $id})
OPTIONAL MATCH (party:Organization {id: $organisation})
WHERE party:PartyOrganization
OPTIONAL MATCH (company:Company {id: $organisation})
WITH w, coalesce(party, company) AS o
CREATE (o)-[:MADE]->(c:Claim {id: $new_Claim, status: 'ACTIVE', claimedAt: $at, acceptedAt: $at,
        dueAt: datetime({date: $due, hour: 23, minute: 59, second: 59, timezone: '+08:00'}),
        endedAt: datetime('9999-12-31T00:00:00+08:00'), backstop: $backstop, plan: $plan})-[:FOR]->(w)
