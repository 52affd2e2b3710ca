// ---
// title: {zh: 恢复运行, en: Active again}
// about: {zh: 误停用，或重新开始运行。, en: "It was ended by mistake, or is active again."}
// on: Organization
// order: 92
// writes: {changes: {Organization: [active, to]}}
// refusals:
//   active: {zh: 目前正在运行，无需恢复。, en: It is active now.}
//   merged: {zh: "已并入“{what}”，不能恢复。", en: "It has gone up in {what} and cannot be active again."}
// ---
MATCH (o:Organization {id: $id})
OPTIONAL MATCH (o)-[:MERGED_INTO]->(other)
RETURN CASE WHEN coalesce(o.active, true) THEN 'active' WHEN other IS NOT NULL THEN 'merged' END AS refusal,
       {what: other.name} AS details
;
MATCH (o:Organization {id: $id})
SET o.active = true, o.to = date('9999-12-31')
