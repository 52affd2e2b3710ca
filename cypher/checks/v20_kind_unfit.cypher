// ---
// question: V20
// title: {zh: 种类与所记内容不符, en: Kind against what is recorded}
// about: {zh: 数据应当没有这种情况；每一行是一处错误。, en: The data should hold none of these; each row is a fault.}
// message:
//   zh: 服务村居、认领、响应、发起、认捐、捐赠和组织形式都是党组织的；请改正组织的种类，或改正这些记录。
//   en: "Serving an area, claiming, responding, starting projects, pledging, giving and a form are for Party organisations; correct the kind or these records."
// audience: [staff]
// columns:
//   id: {label: {zh: 编号, en: Id}}
//   kind: {label: {zh: 种类, en: Kind}, words: kind}
//   name: {label: {zh: 名称, en: Name}, links: {record: id}}
//   fault: {label: {zh: 问题, en: Fault}, words: incomplete}
//   found: {label: {zh: 所记, en: Recorded}, words: model}
//   mender: {label: {zh: 可由谁补正, en: Who could mend it}, words: mender}
//   entered_by: {label: {zh: 经办, en: Entered by}}
// rests_on: [Organization]
// limits: {rows: 1000, seconds: 10}
// expect: {columns: [id, kind, name, fault, found, mender, entered_by]}
// ---
MATCH (n:Organization)
WITH n, [pair IN [['party', 'PartyOrganization'], ['mass', 'MassOrganization'], ['agency', 'Agency']]
         WHERE (n.kind = pair[0]) <> (pair[1] IN labels(n)) | pair[1]] AS labels,
     COLLECT {
       MATCH (n)-[r:SERVES_AREA|MADE|RESPONDED_TO|INITIATED|PLEDGED|GAVE]->()
       WHERE NOT n:PartyOrganization
       RETURN DISTINCT type(r) ORDER BY type(r)
     } AS types
WITH n, 'kind_unfit' AS fault, labels + types
       + CASE WHEN n:PartyOrganization OR n.form IS NULL THEN [] ELSE ['form'] END AS found
WHERE found <> []
OPTIONAL MATCH (run:ImportRun {id: n.importId})
RETURN n.id AS id, 'Organization' AS kind, n.name AS name, fault, found, 'staff' AS mender,
       run.by AS entered_by
ORDER BY id, fault
