// ---
// title: {zh: 再次发布, en: Publish again}
// about: {zh: 下一轮开始，再次发布。, en: "The next round begins: it is put up again."}
// on: Wish
// from: [CARRIED_OVER]
// to: PUBLISHED
// order: 62
// refusals:
//   consent_withdrawn: {zh: 骑手已撤回办理这件心愿的同意，或已要求清除个人数据，不能再办，只能撤回心愿。, en: "The rider has withdrawn the consent to handle this wish, or has had the personal data removed; it can only be withdrawn."}
//   publish_withdrawn: {zh: 骑手已撤回公开这件心愿的同意，不能发布。, en: The rider has withdrawn the consent to publish this wish; it cannot be put up.}
// ---
MATCH (w:Wish {id: $id})
RETURN CASE
         WHEN EXISTS { (w)<-[:COVERS]-(k:Consent {scope: 'wish_processing'}) WHERE k.withdrawnAt <= $at }
              AND NOT EXISTS { (w)<-[:COVERS]-(k:Consent {scope: 'wish_processing'}) WHERE k.withdrawnAt > $at }
              OR EXISTS { (w)<-[:RAISED]-(gone:Rider) WHERE gone.alias = '已清除 ' + gone.id } THEN 'consent_withdrawn'
         WHEN EXISTS { (w)<-[:COVERS]-(k:Consent {scope: 'publish'}) WHERE k.withdrawnAt <= $at }
              AND NOT EXISTS { (w)<-[:COVERS]-(k:Consent {scope: 'publish'}) WHERE k.withdrawnAt > $at } THEN 'publish_withdrawn'
       END AS refusal, {} AS details
