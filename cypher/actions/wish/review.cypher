// ---
// title: {zh: 开始审核, en: Begin review}
// about: {zh: 受理这件心愿，开始审核。, en: Take the wish into review.}
// on: Wish
// from: [SUBMITTED]
// to: IN_REVIEW
// order: 20
// actor: reviewer
// needs: review
// refusals:
//   consent_withdrawn: {zh: 骑手已撤回办理这件心愿的同意，或已要求清除个人数据，不能再办，只能撤回心愿。, en: "The rider has withdrawn the consent to handle this wish, or has had the personal data removed; it can only be withdrawn."}
// ---
MATCH (w:Wish {id: $id})
RETURN CASE
         WHEN EXISTS { (w)<-[:COVERS]-(k:Consent {scope: 'wish_processing'}) WHERE k.withdrawnAt <= $at }
              AND NOT EXISTS { (w)<-[:COVERS]-(k:Consent {scope: 'wish_processing'}) WHERE k.withdrawnAt > $at }
              OR EXISTS { (w)<-[:RAISED]-(gone:Rider) WHERE gone.alias = '已清除 ' + gone.id } THEN 'consent_withdrawn'
       END AS refusal, {} AS details
