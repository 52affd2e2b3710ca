// ---
// title: {zh: 暂停, en: Suspend}
// about: {zh: 暂时不开放。, en: It is not open for a while.}
// on: ServiceStation
// from: [OPEN]
// to: SUSPENDED
// order: 20
// ---
MATCH (s:ServiceStation {id: $id})
RETURN null AS refusal, {} AS details
