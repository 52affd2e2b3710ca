// ---
// title: {zh: 已实现, en: Handed over}
// about: {zh: 物品已送达，或服务已完成。, en: "It has been handed over, or the service has been given."}
// on: Wish
// from: [CLAIMED]
// to: FULFILLED
// order: 72
// parameters:
//   day: {type: date, default: today, label: {zh: 实现日期, en: Day}}
//   cost: {type: number, min: 0, max: 100000, optional: true, label: {zh: 实际费用（元）, en: What it cost (CNY)}}
//   evidence: {type: text, optional: true, label: {zh: 照片或签收单编号, en: Number of photo or receipt}}
// writes: {nodes: [Handover], relationships: [RESULTED_IN], changes: {Claim: [status, endedAt, actualCostFen]}}
// refusals:
//   no_claim: {zh: 没有正在办的认领。, en: There is no claim under way.}
//   ahead: {zh: 实现日期不能晚于今天。, en: The day cannot be in the future.}
//   before: {zh: "实现日期不能早于认领日期（{day}）。", en: "The day cannot be before the wish was taken up ({day})."}
//   long: {zh: 最多 500 字。, en: At most 500 characters.}
// ---
MATCH (w:Wish {id: $id})
OPTIONAL MATCH (w)<-[:FOR]-(live:Claim {status: 'ACTIVE'})
OPTIONAL MATCH (live)<-[:MADE]-(holder)
WITH w, head(collect(live)) AS live, head(collect(holder.name)) AS holder
RETURN CASE
         WHEN live IS NULL THEN 'no_claim'
         WHEN $day > date($at) THEN 'ahead'
         WHEN $day < date(coalesce(live.acceptedAt, live.claimedAt)) THEN 'before'
         WHEN size($evidence) > 500 THEN 'long'
       END AS refusal,
       {day: toString(date(coalesce(live.acceptedAt, live.claimedAt)))} AS details, [live.id] AS locks
;
MATCH (w:Wish {id: $id})<-[:FOR]-(c:Claim {status: 'ACTIVE'})
WITH c, CASE WHEN $day = date($at) THEN $at
             ELSE datetime({date: $day, hour: 23, minute: 59, second: 59, timezone: '+08:00'}) END AS moment
CREATE (c)-[:RESULTED_IN]->(:Handover {id: $new_Handover, at: moment,
        costFen: toInteger(round($cost * 100)), evidenceRef: $evidence})
SET c.status = 'FULFILLED', c.endedAt = $at,
    c.actualCostFen = coalesce(toInteger(round($cost * 100)), c.actualCostFen)
