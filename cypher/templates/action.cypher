// ---
// title: {zh: <ZH>, en: <EN>}
// about: {zh: <ZH>, en: <EN>}
// author: <AUTHOR>
// on: <LABEL>
// from: [<FROM>]
// to: <STATE>
// needs: act
// parameters:
//   note: {type: text, optional: true, label: {zh: 备注, en: Note}}
// refusals:
//   long: {zh: 备注最多写 500 字。, en: The note has at most 500 characters.}
// ---
// The guard only reads and returns one row: why it cannot be done (null: it can), and words for {…} above.
MATCH (n:<LABEL> {id: $id})
RETURN CASE WHEN size($note) > 500 THEN 'long' END AS refusal, {} AS details
