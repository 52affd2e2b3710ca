// ---
// title: {zh: 新心愿, en: New wish}
// about: {zh: 登记一件新心愿：谁提出的、需要什么、是否紧急；骑手只写代称。, en: "Take in a new wish: whose it is, what is wanted, how urgent. A rider goes by an alias only."}
// on: Wish
// new: true
// to: SUBMITTED
// order: 10
// actor: station_staff
// parameters:
//   rider: {type: choice, from: choices/riders, node: Rider, optional: true, asked_when: {zh: 必填；名单里没有的填新骑手, en: "needed, or a new rider below"}, label: {zh: 骑手, en: Rider}}
//   station: {type: choice, from: choices/stations, node: ServiceStation, optional: true, asked_when: {zh: 渠道是服务站点时必填, en: needed where it came through a station}, label: {zh: 受理站点, en: Station}}
//   title: {type: text, label: {zh: 心愿, en: Wish}}
//   category: {type: choice, values: [child_study, riding_gear, home_appliance, electronics, service, bedding_clothing, health, culture_social], words: category, label: {zh: 类别, en: Category}}
//   urgency: {type: choice, values: [normal, urgent], words: code, default: normal, label: {zh: 紧急程度, en: Urgency}}
//   consent: {type: boolean, default: false, label: {zh: 骑手同意我们办理这件心愿, en: The rider agrees that we handle this wish}}
//   kind: {type: choice, values: [goods, service, activity], words: code, default: goods, label: {zh: 性质, en: Kind}}
//   channel: {type: choice, values: [station, visit, box], words: code, default: station, label: {zh: 渠道, en: Came through}}
//   need: {type: choice, values: [work_need, study_need, family_burden, family_medical_burden, seasonal, newcomer, other], words: code, optional: true, label: {zh: 困难原因, en: Reason for the need}}
//   cost: {type: number, min: 0, max: 100000, optional: true, label: {zh: 预估费用（元）, en: Estimated cost (CNY)}}
//   rider_alias: {type: text, optional: true, label: {zh: 新骑手的代称, en: Alias of a new rider}}
//   site: {type: choice, from: choices/sites, node: DeliverySite, optional: true, label: {zh: 新骑手的配送站点, en: Site of a new rider}}
//   role: {type: choice, values: [rider, courier, logistics, site_staff], words: code, default: rider, label: {zh: 新骑手的岗位, en: Post of a new rider}}
// writes: {nodes: [Wish, Rider, Consent], relationships: [RAISED, VIA, WORKS_AT, GIVEN_BY, COVERS]}
// refusals:
//   long: {zh: 心愿最多写 500 字，代称最多 60 字。, en: "A wish has at most 500 characters, an alias at most 60."}
//   number: {zh: "“{what}”里像是有手机号或证件号，请删去。", en: "{what}: there seems to be a telephone or identity number in it; take it out."}
//   no_station: {zh: 请选受理站点；走访或心愿箱收到的，请改渠道。, en: Choose the station; for a visit or a wish box change how it came in.}
//   no_rider: {zh: 请选提出心愿的骑手；名单里没有的，写新骑手的代称并选他的配送站点。, en: Choose the rider; for one who is not in the list give an alias and the site.}
//   two_riders: {zh: 已选骑手的，不用再写新骑手的代称。, en: A rider is chosen already; leave the alias of a new rider empty.}
//   alias_taken: {zh: "{site} 已有代称“{what}”的骑手，请从名单里选，或换一个代称。", en: "{site} already has a rider called {what}; choose that one, or give another alias."}
//   no_consent: {zh: "请先征得骑手同意，再勾选“骑手同意我们办理这件心愿”。", en: "Ask the rider first, then tick that the rider agrees."}
// ---
OPTIONAL MATCH (site:DeliverySite {id: $site})
OPTIONAL MATCH (other:Rider)-[works:WORKS_AT]->(site)
WHERE other.alias = trim($rider_alias) AND works.to > date($at)
WITH site, count(other) AS others
WITH site, others, '(?s).*(1[3-9][0-9]{9}|[0-9]{17}[0-9Xx]).*' AS number
RETURN CASE
         WHEN size($title) > 500 OR size($rider_alias) > 60 THEN 'long'
         WHEN $title =~ number OR $rider_alias =~ number THEN 'number'
         WHEN $channel = 'station' AND $station IS NULL THEN 'no_station'
         WHEN $rider IS NULL AND ($rider_alias IS NULL OR site IS NULL) THEN 'no_rider'
         WHEN $rider IS NOT NULL AND $rider_alias IS NOT NULL THEN 'two_riders'
         WHEN $rider IS NULL AND others > 0 THEN 'alias_taken'
         WHEN NOT $consent THEN 'no_consent'
       END AS refusal,
       {site: site.name, what: CASE WHEN $rider_alias =~ number THEN $rider_alias ELSE coalesce($rider_alias, $title) END} AS details
;
FOREACH (one IN CASE WHEN $rider IS NULL THEN [1] ELSE [] END |
  CREATE (:Rider {id: $new_Rider, alias: trim($rider_alias), role: $role}))
WITH 1 AS one
MATCH (r:Rider {id: coalesce($rider, $new_Rider)})
OPTIONAL MATCH (site:DeliverySite {id: $site})
OPTIONAL MATCH (station:ServiceStation {id: $station})
CREATE (r)-[:RAISED]->(w:Wish {id: $new_Wish, title: trim($title), category: $category, kind: $kind,
        urgency: $urgency, channel: $channel, needReason: $need,
        estCostFen: toInteger(round($cost * 100))})
CREATE (k:Consent {id: $new_Consent, scope: 'wish_processing', by: 'self', grantedAt: $at,
        withdrawnAt: datetime('9999-12-31T00:00:00+08:00')})
CREATE (k)-[:GIVEN_BY]->(r), (k)-[:COVERS]->(w)
FOREACH (one IN CASE WHEN $rider IS NULL THEN [1] ELSE [] END |
  CREATE (r)-[:WORKS_AT {from: date($at), to: date('9999-12-31')}]->(site))
FOREACH (one IN CASE WHEN $channel = 'station' THEN [1] ELSE [] END |
  CREATE (w)-[:VIA]->(station))
