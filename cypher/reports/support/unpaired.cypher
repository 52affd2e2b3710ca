// ---
// question: R20
// title: {zh: 尚未结对的站点和企业, en: Without a liaison}
// about:
//   zh: 没有结对联系站的配送站点、企业，以及没有结对对象的服务站点。
//   en: "Delivery sites and companies with no liaison station, and service stations paired with nobody."
// definition:
//   zh: 结对以当日有效的联系关系为准。配送站点本身或其运营企业已结对，即算有联系站；企业本身、其运营的任一站点，或承接其业务的配送商及其站点已结对，亦同。服务站点只看融合型、村居型“红色加油站”，旗舰站和其他站点不在结对机制之内。
//   en: "Pairings are those that hold on the day. A site counts as paired when it or the company operating it is; a company when it, a site it operates, or a contractor that works for it, or that contractor's site, is. Of service stations only fusion and village red stations are paired; the flagship and other stations are outside the arrangement."
// no_past: {zh: 站点的类型和开闭没有历史记录，按现状；结对、运营和在岗人数按当日。, en: "Types and opening of stations and sites keep no history and are as now; pairings, operators and workers are those of the day."}
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   what: {type: choice, values: [site, company, station], optional: true, label: {zh: 只看, en: Only}, words: unpaired}
// columns:
//   what: {label: {zh: 哪一方, en: What}, words: unpaired}
//   id: {label: {zh: 编号, en: Id}, links: {record: id}, hidden: true}
//   name: {label: {zh: 名称, en: Name}, links: {record: id}}
//   kind: {label: {zh: 种类, en: Kind}, words: any_kind}
//   riders: {label: {zh: 在岗人数, en: Workers}, unit: person}
// view: {kind: table}
// rests_on: [DeliverySite, Company, ServiceStation, Rider]
// limits: {rows: 1000, seconds: 5}
// expect: {columns: [what, id, name, kind, riders], unique: [id], not_null: [what, id, name]}
// ---
CALL () {
  MATCH (s:DeliverySite)
  WHERE s.status = 'OPEN'
    AND NOT EXISTS {
      MATCH (:ServiceStation)-[tie:LIAISES_WITH]->(s) WHERE tie.from <= $as_of AND tie.to > $as_of
    }
    AND NOT EXISTS {
      MATCH (:ServiceStation)-[tie:LIAISES_WITH]->(:Company)-[runs:OPERATES]->(s)
      WHERE tie.from <= $as_of AND tie.to > $as_of AND runs.from <= $as_of AND runs.to > $as_of
    }
  RETURN 1 AS place, 'site' AS what, s.id AS id, s.name AS name, s.kind AS kind, COUNT {
    MATCH (s)<-[works:WORKS_AT]-(:Rider) WHERE works.from <= $as_of AND works.to > $as_of
  } AS riders
  UNION ALL
  MATCH (c:Company)
  WHERE NOT EXISTS {
      MATCH (c)<-[works_for:CONTRACTS_FOR*0..1]-(:Company)<-[tie:LIAISES_WITH]-(:ServiceStation)
      WHERE tie.from <= $as_of AND tie.to > $as_of
        AND all(one IN works_for WHERE one.from <= $as_of AND one.to > $as_of)
    }
    AND NOT EXISTS {
      MATCH (c)<-[works_for:CONTRACTS_FOR*0..1]-(:Company)-[runs:OPERATES]->(:DeliverySite)
            <-[tie:LIAISES_WITH]-(:ServiceStation)
      WHERE tie.from <= $as_of AND tie.to > $as_of AND runs.from <= $as_of AND runs.to > $as_of
        AND all(one IN works_for WHERE one.from <= $as_of AND one.to > $as_of)
    }
  RETURN 2 AS place, 'company' AS what, c.id AS id, c.name AS name, c.kind AS kind, COUNT {
    MATCH (c)-[runs:OPERATES]->(:DeliverySite)<-[works:WORKS_AT]-(:Rider)
    WHERE runs.from <= $as_of AND runs.to > $as_of AND works.from <= $as_of AND works.to > $as_of
  } AS riders
  UNION ALL
  MATCH (st:ServiceStation)
  WHERE st.stationType = 'red_station' AND st.tier IN ['fusion', 'village'] AND st.status = 'OPEN'
    AND NOT EXISTS {
      MATCH (st)-[tie:LIAISES_WITH]->() WHERE tie.from <= $as_of AND tie.to > $as_of
    }
  RETURN 3 AS place, 'station' AS what, st.id AS id, st.name AS name, st.tier AS kind, null AS riders
}
WITH place, what, id, name, kind, riders
WHERE $what IS NULL OR what = $what
RETURN what, id, name, kind, riders
ORDER BY place, riders DESC, id
