// ---
// title: {zh: 开放, en: Open}
// about: {zh: 筹建完成，开始开放。, en: "Preparations are complete; it opens."}
// on: ServiceStation
// from: [PLANNED]
// to: OPEN
// order: 10
// ---
MATCH (s:ServiceStation {id: $id})
RETURN null AS refusal, {} AS details
