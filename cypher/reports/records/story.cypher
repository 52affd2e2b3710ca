// ---
// title: {zh: 办理过程, en: What happened}
// about: {zh: 这条记录截至当日的办理过程，最近的在前：流转、认领、兑现、回访、捐赠、关系的开始与结束。, en: "What happened to this record by the day, the latest first: steps, claims, handovers, visits, donations, relationships that began and ended."}
// definition:
//   zh: 每行一件有日期的事，取自流转、认领、兑现等记录本身的时间；没有时间的记录（如来源报道口径）不在其列。配送站点的心愿按提出时骑手所在站点归属。
//   en: "One row for each dated fact, from the times of the events, claims, handovers and other records themselves; what has no time (as in the article) is left out. A site's wishes are those raised by riders who worked there at the time."
// audience: [committee, staff]
// parameters:
//   id: {type: text, label: {zh: 编号, en: Id}}
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
// columns:
//   at: {label: {zh: 时间, en: Time}}
//   what: {label: {zh: 事项, en: What}, words: code}
//   detail: {label: {zh: 详情, en: Detail}, words: code}
//   other_id: {label: {zh: 编号, en: Id}, hidden: true}
//   other: {label: {zh: 相关记录, en: With}, links: {record: other_id}}
//   note: {label: {zh: 说明, en: Note}}
// view: {kind: table}
// limits: {rows: 300, seconds: 5}
// expect: {columns: [at, what, detail, other_id, other, note], not_null: [at, what]}
// ---
MATCH (n:Organization|OrgGroup|Area|Company|DeliverySite|Headcount|ChatGroup|Team|Venue|ServiceStation|Facility|SupplyItem|Wish|WishEvent|Claim|Handover|Visit|Project|Pledge|Donation|Fund|Purchase|ItemBatch|Distribution|Disclosure|Activity|SourceDocument|SourceClaim|ImportRun|ChangeRun)
WHERE n.id = $id
CALL (n) {
  // A wish: its steps, its claims, what came of them.
  MATCH (n:Wish)-[:HAS_EVENT]->(e:WishEvent)
  RETURN e.at AS at, CASE e.toStatus WHEN 'CLOSED' THEN 'toStatus.CLOSED' ELSE e.toStatus END AS what,
         null AS detail, null AS o,
         CASE WHEN e.department IS NULL THEN e.reason ELSE e.department + coalesce(' · ' + e.reason, '') END AS note
  UNION ALL
  MATCH (n:Wish)<-[:FOR]-(c:Claim)
  OPTIONAL MATCH (c)<-[:MADE]-(o)
  UNWIND [[c.claimedAt, 'claimed'], [c.acceptedAt, 'accepted'], [c.contactedAt, 'contacted'], [c.endedAt, 'claim_ended']] AS step
  RETURN step[0] AS at, step[1] AS what, CASE WHEN step[1] = 'claim_ended' THEN 'Claim.status.' + c.status END AS detail, o,
         CASE step[1] WHEN 'claim_ended' THEN c.endReason WHEN 'claimed' THEN c.plan END AS note
  UNION ALL
  MATCH (n:Wish)<-[:FOR]-(c:Claim)-[:RESULTED_IN]->(h:Handover)
  OPTIONAL MATCH (c)<-[:MADE]-(o)
  RETURN h.at AS at, 'handover' AS what, null AS detail, o, h.evidenceRef AS note
  UNION ALL
  MATCH (n:Wish)<-[:FOR]-(:Claim)-[:RESULTED_IN]->(:Handover)-[:FOLLOWED_BY]->(v:Visit)
  RETURN v.at AS at, 'visit' AS what, 'grade_' + toString(v.grade) AS detail, null AS o, v.note AS note
  UNION ALL
  // An organisation or a company: what it took up, gave and promised.
  MATCH (n:Organization|Company)-[:MADE]->(c:Claim)-[:FOR]->(o:Wish)
  UNWIND [[c.claimedAt, 'claimed'], [c.endedAt, 'claim_ended']] AS step
  RETURN step[0] AS at, step[1] AS what, CASE WHEN step[1] = 'claim_ended' THEN 'Claim.status.' + c.status END AS detail, o,
         CASE step[1] WHEN 'claim_ended' THEN c.endReason ELSE c.plan END AS note
  UNION ALL
  MATCH (n:Organization)-[:GAVE]->(o:Donation)
  WHERE NOT o.id IN $unnamed.id
  UNWIND [[o.receivedAt, 'gave'], [o.refundedAt, 'refunded']] AS step
  RETURN step[0] AS at, step[1] AS what, null AS detail, o, o.purpose AS note
  UNION ALL
  MATCH (n:Organization)-[:PLEDGED]->(o:Pledge)
  WHERE NOT o.id IN $unnamed.id
  RETURN o.pledgedAt AS at, 'pledged' AS what, null AS detail, o, null AS note
  UNION ALL
  MATCH (n:Organization)-[tie:RESPONDED_TO|INITIATED]->(o:Project)
  RETURN tie.at AS at, CASE type(tie) WHEN 'INITIATED' THEN 'initiated' ELSE 'responded' END AS what,
         null AS detail, o, null AS note
  UNION ALL
  // A site or a station: the wishes that came from it or through it.
  MATCH (n:DeliverySite)<-[works:WORKS_AT]-(:Rider)-[:RAISED]->(o:Wish)
  WHERE works.from <= date(o.submittedAt) AND works.to > date(o.submittedAt)
  RETURN o.submittedAt AS at, 'raised' AS what, o.category AS detail, o, null AS note
  UNION ALL
  MATCH (n:ServiceStation|ChatGroup)<-[:VIA]-(o:Wish)
  RETURN o.submittedAt AS at, 'raised' AS what, o.category AS detail, o, null AS note
  UNION ALL
  // Money and what was bought with it.
  MATCH (n:Fund)<-[:INTO]-(o:Donation)
  RETURN o.receivedAt AS at, 'received' AS what, null AS detail, o, null AS note
  UNION ALL
  MATCH (n:Fund)-[:PAID]->(o:Purchase)
  RETURN o.at AS at, 'bought' AS what, null AS detail, o, o.invoiceRef AS note
  UNION ALL
  MATCH (n:Project)<-[:ABOUT]-(o:Disclosure)
  RETURN o.publishedAt AS at, 'disclosed' AS what, 'Disclosure.kind.' + o.kind AS detail, o, null AS note
  UNION ALL
  MATCH (n:Project)<-[tie:RESPONDED_TO]-(o:Organization)
  RETURN tie.at AS at, 'responded' AS what, null AS detail, o, null AS note
  UNION ALL
  MATCH (n:Team)-[:TOOK_PART_IN]->(o:Activity)
  RETURN o.at AS at, 'took_part' AS what, o.kind AS detail, o, null AS note
  UNION ALL
  MATCH (n:Claim)-[:RESULTED_IN]->(o:Handover)
  RETURN o.at AS at, 'handover' AS what, null AS detail, o, o.evidenceRef AS note
  UNION ALL
  // Ties that began or ended, of whatever kind; people are left out.
  MATCH (n)-[tie]-(o)
  WHERE NOT (o:Rider OR o:Child OR o:Consent)
  UNWIND [[tie.from, 'tie_began'], [tie.to, 'tie_ended']] AS step
  WITH tie, o, step WHERE step[0] IS NOT NULL
  RETURN datetime({date: step[0], timezone: '+08:00'}) AS at, step[1] AS what, type(tie) AS detail, o,
         null AS note
}
WITH n, at, what, detail, o, note WHERE at <= $as_of_end
RETURN at, what, coalesce(detail, '') AS detail, o.id AS other_id,
       coalesce(coalesce(o.name, o.title, o.textZh, o.file, head([one IN [reduce(text = '', part IN [part IN [
         head([fen IN [coalesce(o.amountFen, o.totalFen)] | '¥' + CASE WHEN fen < 100000 THEN toString(fen / 100) WHEN fen < 100000000 THEN toString(fen / 100000) + ',' + right('00' + toString(fen / 100 % 1000), 3)
           ELSE toString(fen / 100000000) + ',' + right('00' + toString(fen / 100000 % 1000), 3) + ',' + right('00' + toString(fen / 100 % 1000), 3) END + CASE fen % 100 WHEN 0 THEN '' ELSE '.' + right('0' + toString(fen % 100), 2) END]),
         CASE WHEN coalesce(o.publicity, '') <> 'anonymous' AND NOT o.id IN $unnamed.id THEN head([(o)<-[:GAVE|PLEDGED|MADE|HAS_EVENT]-(o) WHERE o <> n | coalesce(o.name, o.title)]) END,
         o.supplier, o.item + ' × ' + toString(o.qty), o.place,
         head([(o)-[:FOR|ABOUT|COUNTED_AT]->(w) WHERE w <> n | coalesce(w.title, w.name)]),
         head([(o)<-[:FOLLOWED_BY|RESULTED_IN*1..2]-(:Claim)-[:FOR]->(w:Wish) | w.title]),
         toString(date(coalesce(o.receivedAt, o.pledgedAt, o.claimedAt, o.publishedAt, o.at, o.asOf)))
       ] WHERE part IS NOT NULL] | CASE text WHEN '' THEN part ELSE text + ' · ' + part END)] WHERE one <> '']), o.id), '') AS other,
       coalesce(note, '') AS note
ORDER BY at DESC, what, detail, other_id
