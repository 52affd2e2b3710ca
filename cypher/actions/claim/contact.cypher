// ---
// title: {zh: 已对接, en: In contact}
// about: {zh: 认领方（或工作人员代为）已与骑手联系上。, en: "The claimant, or staff for them, has been in touch with the rider."}
// on: Wish
// from: [CLAIMED]
// order: 70
// actor: claimant
// parameters:
//   by: {type: choice, values: [claimant, staff], words: code, label: {zh: 由谁联系, en: In touch}}
// writes: {changes: {Claim: [contactedAt]}}
// refusals:
//   consent_withdrawn: {zh: 骑手已撤回办理这件心愿的同意，或已要求清除个人数据，不能再办，只能撤回心愿。, en: "The rider has withdrawn the consent to handle this wish, or has had the personal data removed; it can only be withdrawn."}
//   no_claim: {zh: 没有正在办的认领。, en: There is no claim under way.}
//   already: {zh: "{who} 已在 {day} 对接过。", en: "{who} was in touch already on {day}."}
//   not_shown: {zh: 骑手没有同意（或已撤回同意）向认领方出示身份，请由工作人员代为联系，或先登记骑手的同意。, en: "The rider has not agreed to be shown to the claimant, or has withdrawn that consent; staff have to get in touch instead, or record the consent first."}
// ---
MATCH (w:Wish {id: $id})
OPTIONAL MATCH (w)<-[:FOR]-(live:Claim {status: 'ACTIVE'})
OPTIONAL MATCH (live)<-[:MADE]-(holder)
WITH w, head(collect(live)) AS live, head(collect(holder.name)) AS holder
RETURN CASE
         WHEN EXISTS { (w)<-[:COVERS]-(k:Consent {scope: 'wish_processing'}) WHERE k.withdrawnAt <= $at }
              AND NOT EXISTS { (w)<-[:COVERS]-(k:Consent {scope: 'wish_processing'}) WHERE k.withdrawnAt > $at }
              OR EXISTS { (w)<-[:RAISED]-(gone:Rider) WHERE gone.alias = '已清除 ' + gone.id } THEN 'consent_withdrawn'
         WHEN live IS NULL THEN 'no_claim'
         WHEN live.contactedAt IS NOT NULL THEN 'already'
         WHEN $by = 'claimant'
              AND NOT EXISTS { (w)<-[:COVERS]-(k:Consent {scope: 'show_to_claimant'}) WHERE k.withdrawnAt > $at }
           THEN 'not_shown'
       END AS refusal,
       {who: holder, day: toString(date(live.contactedAt))} AS details, [live.id] AS locks,
       {by: CASE WHEN EXISTS { (w)<-[:COVERS]-(k:Consent {scope: 'show_to_claimant'}) WHERE k.withdrawnAt > $at } THEN 'claimant' ELSE 'staff' END} AS values
;
MATCH (w:Wish {id: $id})<-[:FOR]-(c:Claim {status: 'ACTIVE'})
SET c.contactedAt = $at
