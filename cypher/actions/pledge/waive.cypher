// ---
// title: {zh: 免除认捐, en: Waive}
// about: {zh: 不再要求兑付这笔认捐。, en: The pledge need not be paid.}
// on: Pledge
// from: [OPEN]
// to: WAIVED
// order: 30
// writes: {changes: {Pledge: [endedAt]}}
// confirm: {zh: 这笔认捐到此结束。, en: The pledge ends with this.}
// ---
MATCH (p:Pledge {id: $id})
RETURN null AS refusal, {} AS details
;
MATCH (p:Pledge {id: $id})
SET p.endedAt = $at
