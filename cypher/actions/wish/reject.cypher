// ---
// title: {zh: 不予采纳, en: Not accepted}
// about: {zh: 不符合条件的，写明原因后结束办理。, en: "Where it does not qualify: say why, and it ends here."}
// on: Wish
// from: [IN_REVIEW]
// to: REJECTED
// order: 38
// actor: reviewer
// needs: review
// parameters:
//   reason: {type: text, label: {zh: 不采纳的原因, en: Why it is not accepted}}
// confirm: {zh: 不予采纳后，这件心愿即告结束。, en: The wish ends with this.}
// refusals:
//   long: {zh: 最多 500 字。, en: At most 500 characters.}
// ---
MATCH (w:Wish {id: $id})
RETURN CASE WHEN size($reason) > 500 THEN 'long' END AS refusal, {} AS details
