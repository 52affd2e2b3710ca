// ---
// title: {zh: 退回补充, en: Return}
// about: {zh: 说明缺什么，请站点补充后再交。, en: Say what is missing; the station adds it and hands the wish in again.}
// on: Wish
// from: [IN_REVIEW]
// to: RETURNED
// order: 34
// actor: reviewer
// needs: review
// parameters:
//   reason: {type: text, label: {zh: 需要补充的内容, en: What is missing}}
// refusals:
//   long: {zh: 最多 500 字。, en: At most 500 characters.}
// ---
MATCH (w:Wish {id: $id})
RETURN CASE WHEN size($reason) > 500 THEN 'long' END AS refusal, {} AS details
