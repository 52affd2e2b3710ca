// ---
// title: {zh: 认捐失效, en: Lapse}
// about: {zh: 这笔认捐不会再兑付了。, en: The pledge will not be paid any more.}
// on: Pledge
// from: [OPEN]
// to: LAPSED
// order: 40
// writes: {changes: {Pledge: [endedAt]}}
// confirm: {zh: 这笔认捐到此结束。, en: The pledge ends with this.}
// ---
MATCH (p:Pledge {id: $id})
RETURN null AS refusal, {} AS details
;
MATCH (p:Pledge {id: $id})
SET p.endedAt = $at
