// ---
// question: R15
// title: {zh: 站点与服务站点的可达, en: Which stations a site can reach}
// about:
//   zh: 每个配送站点在指定分钟内步行可达的服务站点，以及骑电动车可达且在指定钟点仍开门的服务站点。
//   en: "For each delivery site the service stations within the given minutes on foot, and those within them by e-bike that are open at the given hour."
// definition:
//   zh: 左段为步行，不看钟点；右段为电动车，只取该钟点在开放时间内或24小时开放的站点（周一至周日任一开放日）。用时取自事先算好的“可达”关系。一段里没有连线的配送站点，就是这样到不了的；没有经纬度的除外，其用时为“未计算”。
//   en: "Left: on foot, at any hour. Right: by e-bike, stations open at that hour on any day of theirs, or round the clock. Minutes are those computed beforehand. A site without a line on a side has no station within reach that way, unless it has no coordinates: then its minutes are not computed."
// no_past: {zh: 站点的开闭、开放时间和可达用时没有历史记录，按现状。, en: "Opening, hours and computed reach keep no history; they are as now."}
// audience: [staff, committee, public]
// parameters:
//   minutes: {type: integer, default: 15, min: 1, max: 60, label: {zh: 分钟, en: Minutes}}
//   hour: {type: integer, default: 20, min: 0, max: 23, label: {zh: 钟点（时）, en: Hour}}
// columns:
//   level: {label: {zh: 段, en: Step}, unit: name}
//   group: {label: {zh: 站点类型, en: Type}, words: any_kind}
//   source_id: {label: {zh: 自（编号）, en: From (id)}, hidden: true}
//   source: {label: {zh: 自, en: From}}
//   target_id: {label: {zh: 至（编号）, en: To (id)}, hidden: true}
//   target: {label: {zh: 至, en: To}}
//   basis: {label: {zh: 依据, en: Basis}, words: basis}
//   minutes: {label: {zh: 用时, en: Takes}, unit: minute, empty: {column: why}}
//   metres: {label: {zh: 路程, en: Path}, unit: metre, empty: {column: why}}
//   why: {label: {zh: 用时为空的原因, en: Why a time is empty}, words: nothing, hidden: true}
//   tied: {label: {zh: 可达, en: In reach}, hidden: true}
// view: {kind: layers, level: level, group: group, source: source, source_id: source_id, target: target, target_id: target_id, value: tied, basis: basis}
// rests_on: [DeliverySite, ServiceStation]
// limits: {rows: 20000, seconds: 10}
// expect: {columns: [level, group, source_id, source, target_id, target, basis, minutes, metres, why, tied], unique: [level, source_id, target_id], not_null: [level]}
// ---
MATCH (s:DeliverySite)
WHERE s.status = 'OPEN'
CALL (s) {
  OPTIONAL MATCH (s)-[way:REACHES {mode: 'walk'}]->(st:ServiceStation)
  WHERE st.status = 'OPEN' AND way.minutes <= $minutes
  RETURN 1 AS level, coalesce(st.tier, st.stationType) AS `group`, st.id AS source_id,
         st.name AS source, s.id AS target_id, s.name AS target, way, s.reachPlace AS place
  UNION ALL
  OPTIONAL MATCH (s)-[way:REACHES {mode: 'ebike'}]->(st:ServiceStation)
  WHERE st.status = 'OPEN' AND way.minutes <= $minutes
    AND (st.is24h
         OR st.openFrom < st.openTo AND st.openFrom <= localtime({hour: $hour})
            AND localtime({hour: $hour}) < st.openTo
         OR st.openFrom > st.openTo AND (st.openFrom <= localtime({hour: $hour})
            OR localtime({hour: $hour}) < st.openTo))
  RETURN 2 AS level, null AS `group`, s.id AS source_id, s.name AS source, st.id AS target_id,
         st.name AS target, way, s.reachPlace AS place
}
RETURN level, `group`, source_id, source, target_id, target,
       CASE WHEN way.provenance IN ['synthetic', 'derived'] THEN way.provenance
            WHEN way IS NOT NULL THEN 'recorded' END AS basis,
       way.minutes AS minutes, way.metres AS metres,
       CASE WHEN place IS NULL THEN 'not_computed' ELSE 'not_applicable' END AS why,
       CASE WHEN way IS NULL THEN 0 ELSE 1 END AS tied
ORDER BY level, source_id, target_id
