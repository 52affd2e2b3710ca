// ---
// title: {zh: 登记公示, en: Record a disclosure}
// about: {zh: 一个项目的收支已经公示；更正按更正公示。, en: Accounts of a project have been made public; a correction is published as one.}
// on: Disclosure
// new: true
// order: 10
// parameters:
//   project: {type: choice, from: choices/projects, node: Project, label: {zh: 项目, en: Project}}
//   kind: {type: choice, values: [received, spent, full_account, correction], words: code, default: received, label: {zh: 种类, en: Kind}}
//   scope: {type: choice, values: [community, donors], words: code, default: community, label: {zh: 范围, en: Scope}}
//   day: {type: date, default: today, label: {zh: 公示日期, en: Day}}
//   corrects: {type: choice, from: choices/disclosures, node: Disclosure, optional: true, label: {zh: 更正的公示, en: Disclosure it corrects}}
// writes: {nodes: [Disclosure], relationships: [ABOUT]}
// refusals:
//   ahead: {zh: 日期不能晚于今天。, en: The day cannot be in the future.}
//   no_former: {zh: 更正公示要选更正的是哪一次。, en: A correction says which disclosure it corrects.}
//   no_correction: {zh: "选了更正的公示，种类请选“更正”。", en: "With a disclosure to correct, choose the kind “correction”."}
// ---
RETURN CASE
         WHEN $day > date($at) THEN 'ahead'
         WHEN $kind = 'correction' AND $corrects IS NULL AND $project IS NOT NULL THEN 'no_former'
         WHEN $kind <> 'correction' AND $corrects IS NOT NULL THEN 'no_correction'
       END AS refusal, {} AS details
;
MATCH (p:Project {id: $project})
CREATE (:Disclosure {id: $new_Disclosure, kind: $kind, scope: $scope, publishedAt: CASE WHEN $day = date($at) THEN $at ELSE datetime({date: $day, hour: 12, timezone: '+08:00'}) END, correctionOf: $corrects})-[:ABOUT]->(p)
