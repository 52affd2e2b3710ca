// ---
// question: R33
// title: {zh: 配送站点一览, en: List of delivery sites}
// about:
//   zh: 每个配送站点：种类、企业、所在村居、当日多少人、申报多少人、由谁联系，数据性质如何。
//   en: "Each delivery site: kind, company, area, workers of the day and as reported, its liaison station, and what kind of data it is."
// definition:
//   zh: 现在开放的配送站点；勾选“只看有人在岗的”时，为当日有人在岗的全部站点，含已关闭的。在岗人数、企业、村居、联系站为当日的；申报人数是站点最近一次申报的，连同申报日，当日以后才申报的不列。联系站是与站点或其运营企业结对的。
//   en: "Delivery sites open now; with 'with workers only' all those with workers on the day, closed ones too. Workers, company, area and liaison are those of the day; the stated headcount is the site's last report with its date, left empty where it was made after the day. The liaison is paired with the site or its operating company."
// no_past: {zh: 站点的开闭没有历史记录，按现状；申报人数只记最近一次。, en: "Opening keeps no history and is as now; of headcounts reported only the last is kept."}
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   kind: {type: multi_choice, values: [takeaway, express, logistics], optional: true, label: {zh: 种类, en: Kind}, words: site_kind}
//   staffed: {type: boolean, default: false, label: {zh: 只看有人在岗的（含已关闭）, en: With workers only (closed ones too)}}
// columns:
//   site_id: {label: {zh: 编号, en: Id}, links: site}
//   site: {label: {zh: 配送站点, en: Site}, links: {record: site_id}}
//   kind: {label: {zh: 种类, en: Kind}, words: site_kind}
//   company_id: {label: {zh: 企业编号, en: Company id}, links: company, hidden: true}
//   company: {label: {zh: 运营企业, en: Operated by}, links: {record: company_id}}
//   area: {label: {zh: 所在村居, en: Area}}
//   riders: {label: {zh: 在岗人数, en: Workers}, unit: person, adds_up: true}
//   stated: {label: {zh: 申报人数, en: Stated}, unit: person}
//   stated_on: {label: {zh: 申报日, en: Stated on}}
//   station_id: {label: {zh: 联系站编号, en: Liaison station id}, links: station, hidden: true}
//   station: {label: {zh: 联系站, en: Liaison station}, links: {record: station_id}}
//   provenance: {label: {zh: 数据性质, en: Provenance}, words: provenance}
// view: {kind: table}
// rests_on: [DeliverySite, Company, Area, Rider, ServiceStation]
// limits: {rows: 20000, seconds: 5}
// expect: {columns: [site_id, site, kind, company_id, company, area, riders, stated, stated_on, station_id, station, provenance], unique: [site_id], not_null: [site_id, site, kind, riders, provenance]}
// ---
MATCH (s:DeliverySite)
WHERE CASE WHEN $staffed THEN EXISTS {
        MATCH (s)<-[works:WORKS_AT]-(:Rider) WHERE works.from <= $as_of AND works.to > $as_of
      } ELSE s.status = 'OPEN' END
  AND ($kind IS NULL OR s.kind IN $kind)
CALL (s) {
  OPTIONAL MATCH (s)<-[runs:OPERATES]-(co:Company)
  WHERE runs.from <= $as_of AND runs.to > $as_of
  WITH co ORDER BY co.id LIMIT 1
  RETURN co
}
CALL (s) {
  OPTIONAL MATCH (s)-[lies:IN_AREA]->(a:Area)
  WHERE lies.from <= $as_of AND lies.to > $as_of
  WITH a ORDER BY a.id LIMIT 1
  RETURN a.name AS area
}
CALL (s, co) {
  UNWIND [s, co] AS paired
  OPTIONAL MATCH (paired)<-[tie:LIAISES_WITH]-(st:ServiceStation)
  WHERE tie.from <= $as_of AND tie.to > $as_of
  WITH st ORDER BY st IS NULL, paired = s DESC, st.id LIMIT 1
  RETURN st
}
RETURN s.id AS site_id, s.name AS site, s.kind AS kind, co.id AS company_id, co.name AS company, area,
       COUNT {
         MATCH (s)<-[works:WORKS_AT]-(:Rider) WHERE works.from <= $as_of AND works.to > $as_of
       } AS riders,
       CASE WHEN s.headcountAsOf <= $as_of THEN s.headcountStated END AS stated,
       CASE WHEN s.headcountAsOf <= $as_of THEN s.headcountAsOf END AS stated_on,
       st.id AS station_id, st.name AS station, s.provenance AS provenance
ORDER BY kind, site, site_id
