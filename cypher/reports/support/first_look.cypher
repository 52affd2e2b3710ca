// ---
// title: {zh: 支持最多与尚无支持, en: Most support and none yet}
// about:
//   zh: 支持心愿最多的几家组织或企业、得到支持最多的配送站点，以及还没有得到支持的站点。
//   en: "The organisations and companies that support most wishes, the delivery sites that receive most support, and the sites without any yet."
// definition:
//   zh: “支持”与“支持关系”同义：截至当日已确认、且仍在进行或已经兑现的认领，心愿按提出时所在站点归属，每件在每个组织、每个站点名下只计一次。各列前几名；没有支持的站点按待认领的心愿排，待认领见心愿数一栏。已关闭的站点不列入没有支持的。
//   en: "Support as in 'Who supports whom': a claim accepted by the day that is still live or handed over, a wish belonging to the site it was raised at and counting once for each organisation and each site. The first few of each are listed; sites without support by their open wishes, which is the number shown for them. Closed sites are not listed as without support."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   since: {type: date, optional: true, label: {zh: 认领日期自, en: Accepted from}}
//   category: {type: choice, from: choices/categories, optional: true, label: {zh: 心愿类别, en: Category}}
//   first: {type: integer, default: 5, min: 1, max: 50, label: {zh: 各列前几名, en: First of each}}
// columns:
//   what: {label: {zh: 哪一类, en: Which}, values: {gives: {zh: 支持最多, en: Most support given}, receives: {zh: 得到支持最多, en: Most support received}, nothing_yet: {zh: 还没有得到支持（待认领件数）, en: No support yet (open wishes)}}}
//   id: {label: {zh: 编号, en: Id}, hidden: true}
//   name: {label: {zh: 名称, en: Name}, links: {record: id}}
//   wishes: {label: {zh: 心愿, en: Wishes}, unit: count, rows: [
//     {report: support/pairs, where: {what: gives}, with: {supporter: id}, whatever: [first]},
//     {report: support/wishes, where: {what: receives}, with: {site: id}, whatever: [first]},
//     {report: wishes/counted, where: {what: nothing_yet}, values: {state: open}, with: {site: id}, whatever: [first, since, category]}]}
// view: {kind: table}
// rests_on: [Wish, WishEvent, Claim, Handover, Organization, Company, DeliverySite]
// limits: {rows: 150, seconds: 10}
// expect: {columns: [what, id, name, wishes], unique: [what, id], not_null: [what, id, name, wishes]}
// ---
CALL () {
  MATCH (o)-[:MADE]->(c:Claim)-[:FOR]->(w:Wish)
  WHERE c.claimedAt <= $as_of_end AND c.acceptedAt <= $as_of_end
    AND ($since IS NULL OR date(c.acceptedAt) >= $since)
    AND ($category IS NULL OR w.category = $category)
    AND (c.endedAt > $as_of_end OR EXISTS {
      MATCH (c)-[:RESULTED_IN]->(h:Handover) WHERE h.at <= $as_of_end
    })
  CALL (w) {
    OPTIONAL MATCH (w)<-[:RAISED]-(:Rider)-[works:WORKS_AT]->(s:DeliverySite)
    WHERE works.from <= date(w.submittedAt) AND works.to > date(w.submittedAt)
    WITH s ORDER BY s.id LIMIT 1
    RETURN s
  }
  RETURN collect(DISTINCT {by: o, wish: w.id}) AS given,
         [one IN collect(DISTINCT {site: s, wish: w.id}) WHERE one.site IS NOT NULL] AS received
}
WITH given, received, [one IN received | one.site.id] AS helped
CALL (given, received, helped) {
  UNWIND given AS one
  WITH one.by AS o, count(*) AS wishes ORDER BY wishes DESC, o.id LIMIT $first
  RETURN 1 AS place, 'gives' AS what, o.id AS id, o.name AS name, wishes
  UNION ALL
  UNWIND received AS one
  WITH one.site AS s, count(*) AS wishes ORDER BY wishes DESC, s.id LIMIT $first
  RETURN 2 AS place, 'receives' AS what, s.id AS id, s.name AS name, wishes
  UNION ALL
  MATCH (s:DeliverySite)
  WHERE s.status = 'OPEN' AND NOT s.id IN helped
  CALL (s) {
    OPTIONAL MATCH (s)<-[works:WORKS_AT]-(:Rider)-[:RAISED]->(w:Wish)-[:HAS_EVENT]->(e:WishEvent)
    WHERE works.from <= date(w.submittedAt) AND works.to > date(w.submittedAt)
      AND e.toStatus IN ['PUBLISHED', 'CARRIED_OVER'] AND e.at <= $as_of_end AND e.until > $as_of_end
    RETURN count(DISTINCT w) AS wishes
  }
  WITH s, wishes ORDER BY wishes DESC, s.id LIMIT $first
  RETURN 3 AS place, 'nothing_yet' AS what, s.id AS id, s.name AS name, wishes
}
RETURN what, id, name, wishes
ORDER BY place, wishes DESC, id
