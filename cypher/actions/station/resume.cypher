// ---
// title: {zh: 恢复开放, en: Open again}
// about: {zh: 恢复开放。, en: It opens again.}
// on: ServiceStation
// from: [SUSPENDED]
// to: OPEN
// order: 22
// ---
MATCH (s:ServiceStation {id: $id})
RETURN null AS refusal, {} AS details
