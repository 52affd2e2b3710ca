// ---
// question: R29
// title: {zh: 参与率（按组织类别）, en: Participation by group}
// about:
//   zh: 各类党组织有多少兑现过心愿或有捐赠到账，占已知党组织的几成。
//   en: "How many Party organisations of each group have fulfilled a wish or given a donation, out of all that are known."
// definition:
//   zh: 参与率=参与÷已知。“已知”是当日归入该类、仍在运行的党组织；“参与”是其中截至当日至少兑现过一件心愿（有兑现记录的认领）或有捐赠到账（已退回的不算）的，两样都有的只计一次。响应倡议本身不算参与，单列。一个组织可同属几类，合计不重复计算；未归类的组织和企业不在其内。
//   en: "Participation = took part / known. Known are the Party organisations that belong to the group and exist on the day; took part are those of them that by the day have fulfilled at least one wish (a claim with a handover) or given a donation that was received and not refunded, each once. Having responded to an appeal is not taking part and stands by itself. One may be in several groups; the total counts each once. Organisations in no group and companies are not in it."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
// columns:
//   group: {label: {zh: 组织类别, en: Group}, words: group}
//   known: {label: {zh: 已知, en: Known}, unit: count, people: false, rows: [{report: support/participants, where: {group: total}}, {report: support/participants, with: {group: group}}]}
//   took_part: {label: {zh: 参与, en: Took part}, unit: count, people: false, rows: [{report: support/participants, values: {which: took_part}, where: {group: total}}, {report: support/participants, values: {which: took_part}, with: {group: group}}]}
//   by_wish: {label: {zh: 兑现过心愿, en: Fulfilled a wish}, unit: count, people: false, rows: [{report: support/participants, values: {which: by_wish}, where: {group: total}}, {report: support/participants, values: {which: by_wish}, with: {group: group}}]}
//   by_gift: {label: {zh: 有捐赠到账, en: Gave a donation}, unit: count, people: false, rows: [{report: support/participants, values: {which: by_gift}, where: {group: total}}, {report: support/participants, values: {which: by_gift}, with: {group: group}}]}
//   responded: {label: {zh: 响应过倡议, en: Responded to an appeal}, unit: count, people: false, rows: [{report: support/participants, values: {which: responded}, where: {group: total}}, {report: support/participants, values: {which: responded}, with: {group: group}}]}
//   rate: {label: {zh: 参与率, en: Participation}, unit: percent, ratio: [took_part, known], people: false}
// sums:
//   - {total: known, parts: [took_part], rest: true}
//   - {total: took_part, parts: [by_wish], rest: true}
//   - {total: took_part, parts: [by_gift], rest: true}
//   - {total: known, parts: [responded], rest: true}
// view: {kind: bar, x: group, y: rate}
// rests_on: [Organization, OrgGroup, Claim, Handover, Donation, Project]
// limits: {rows: 20, seconds: 5}
// expect: {columns: [group, known, took_part, by_wish, by_gift, responded, rate], unique: [group], not_null: [group, known, took_part, by_wish, by_gift, responded, rate]}
// ---
MATCH (g:OrgGroup)<-[tie:IN_GROUP]-(o:PartyOrganization)
WHERE tie.from <= $as_of AND tie.to > $as_of
  AND coalesce(o.from <= $as_of, true) AND o.to > $as_of
WITH o, collect(DISTINCT g.code) AS codes,
     EXISTS {
       MATCH (o)-[:MADE]->(:Claim)-[:RESULTED_IN]->(h:Handover) WHERE h.at <= $as_of_end
     } AS by_wish,
     EXISTS {
       MATCH (o)-[:GAVE]->(d:Donation)
       WHERE d.receivedAt <= $as_of_end AND NOT d.id IN $unnamed.id
         AND NOT (d.status = 'REFUNDED' AND coalesce(d.refundedAt, d.receivedAt) <= $as_of_end)
     } AS by_gift,
     EXISTS {
       MATCH (o)-[answer:RESPONDED_TO]->(:Project) WHERE coalesce(answer.at <= $as_of_end, true)
     } AS responded
UNWIND codes + ['total'] AS code
WITH code, count(o) AS known, count(CASE WHEN by_wish OR by_gift THEN 1 END) AS took_part,
     count(CASE WHEN by_wish THEN 1 END) AS by_wish,
     count(CASE WHEN by_gift THEN 1 END) AS by_gift,
     count(CASE WHEN responded THEN 1 END) AS responded
RETURN code AS `group`, known, took_part, by_wish, by_gift, responded,
       toFloat(took_part) / known AS rate
ORDER BY code = 'total', known DESC, code
