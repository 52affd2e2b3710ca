// ---
// title: {zh: 转办, en: Refer}
// about: {zh: 属于救助、医疗、劳动纠纷等的，转主管部门办理，这里不再跟进。, en: "Relief, medical care, labour disputes and the like go to the department in charge, and the wish ends here."}
// on: Wish
// from: [IN_REVIEW]
// to: REFERRED
// order: 36
// actor: reviewer
// needs: review
// parameters:
//   department: {type: text, label: {zh: 转给哪个部门, en: To which department}}
//   reason: {type: text, label: {zh: 办什么事, en: For what}}
// confirm: {zh: 转办后，这件心愿在这里即告结束。, en: The wish ends here with this.}
// refusals:
//   consent_withdrawn: {zh: 骑手已撤回办理这件心愿的同意，或已要求清除个人数据，不能再办，只能撤回心愿。, en: "The rider has withdrawn the consent to handle this wish, or has had the personal data removed; it can only be withdrawn."}
//   long: {zh: 部门最多 60 字，事由最多 500 字。, en: A department has at most 60 characters and the matter at most 500.}
// ---
MATCH (w:Wish {id: $id})
RETURN CASE
         WHEN EXISTS { (w)<-[:COVERS]-(k:Consent {scope: 'wish_processing'}) WHERE k.withdrawnAt <= $at }
              AND NOT EXISTS { (w)<-[:COVERS]-(k:Consent {scope: 'wish_processing'}) WHERE k.withdrawnAt > $at }
              OR EXISTS { (w)<-[:RAISED]-(gone:Rider) WHERE gone.alias = '已清除 ' + gone.id } THEN 'consent_withdrawn'
         WHEN size($department) > 60 OR size($reason) > 500 THEN 'long'
       END AS refusal, {} AS details
