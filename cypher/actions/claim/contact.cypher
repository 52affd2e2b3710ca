// ---
// title: {zh: 已对接, en: In contact}
// about: {zh: 认领方（或工作人员代为）已与骑手联系上。, en: "The claimant, or staff for them, has been in touch with the rider."}
// on: Wish
// from: [CLAIMED]
// order: 70
// actor: claimant
// parameters:
//   by: {type: choice, values: [claimant, staff], words: code, default: claimant, label: {zh: 谁联系的, en: Who was in touch}}
// writes: {changes: {Claim: [contactedAt]}}
// refusals:
//   no_claim: {zh: 没有正在办的认领。, en: There is no claim under way.}
//   already: {zh: "{who} 已在 {day} 对接过。", en: "{who} was in touch already on {day}."}
//   not_shown: {zh: 骑手已撤回向认领方出示身份的同意，请由工作人员代为联系。, en: The rider has withdrawn the consent to be shown to the claimant; staff have to get in touch instead.}
// ---
MATCH (w:Wish {id: $id})
OPTIONAL MATCH (w)<-[:FOR]-(live:Claim {status: 'ACTIVE'})
OPTIONAL MATCH (live)<-[:MADE]-(holder)
WITH w, head(collect(live)) AS live, head(collect(holder.name)) AS holder
RETURN CASE
         WHEN live IS NULL THEN 'no_claim'
         WHEN live.contactedAt IS NOT NULL THEN 'already'
         WHEN $by = 'claimant'
              AND EXISTS { (w)<-[:COVERS]-(k:Consent {scope: 'show_to_claimant'}) WHERE k.withdrawnAt <= $at }
              AND NOT EXISTS { (w)<-[:COVERS]-(k:Consent {scope: 'show_to_claimant'}) WHERE k.withdrawnAt > $at }
           THEN 'not_shown'
       END AS refusal,
       {who: holder, day: toString(date(live.contactedAt))} AS details, [live.id] AS locks
;
MATCH (w:Wish {id: $id})<-[:FOR]-(c:Claim {status: 'ACTIVE'})
SET c.contactedAt = $at
