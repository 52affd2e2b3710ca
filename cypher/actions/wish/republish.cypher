// ---
// title: {zh: 再次发布, en: Publish again}
// about: {zh: 下一轮开始，再次发布。, en: "The next round begins: it is put up again."}
// on: Wish
// from: [CARRIED_OVER]
// to: PUBLISHED
// order: 62
// refusals:
//   consent_withdrawn: {zh: 骑手已撤回办理这件心愿的同意，不能再办，只能撤回心愿。, en: The rider has withdrawn the consent to handle this wish; it can only be withdrawn.}
// ---
MATCH (w:Wish {id: $id})
RETURN CASE
         WHEN EXISTS { (w)<-[:COVERS]-(k:Consent {scope: 'wish_processing'}) WHERE k.withdrawnAt <= $at }
              AND NOT EXISTS { (w)<-[:COVERS]-(k:Consent {scope: 'wish_processing'}) WHERE k.withdrawnAt > $at } THEN 'consent_withdrawn'
       END AS refusal, {} AS details
