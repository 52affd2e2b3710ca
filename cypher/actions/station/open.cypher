// ---
// title: {zh: 开放, en: Open}
// about: {zh: 筹建好了，开始开放。, en: It is ready and opens.}
// on: ServiceStation
// from: [PLANNED]
// to: OPEN
// order: 10
// ---
MATCH (s:ServiceStation {id: $id})
RETURN null AS refusal, {} AS details
