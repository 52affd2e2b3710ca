// ---
// title: {zh: 心愿明细, en: Wishes one by one}
// about:
//   zh: 发布过的心愿，一件一行：总览和各张报表上的数字数的就是这些。
//   en: "Wishes that were published, one a row: what the numbers of the overview and of other reports count."
// definition:
//   zh: 截至当日曾经发布、或当日待认领的心愿。待认领：当日处于“待认领”或“转入下轮”；超过30天自首次发布起算；紧急、没有预估：待认领中紧急的、没有预估费用的；有过认领：至少有过一次已确认的认领；仍在等：从未有过已确认的认领，当日待认领；未经认领已结束：从未有过，当日也不再待认领；已实现：当日处于“已实现”或“已办结”。服务站点为受理站点，经工作群受理的归于维护该群的站点；配送站点为提出时所在；认领方只列当日进行中的认领。
//   en: "Wishes published by the day, or open on it. Open: published or carried over on the day; over 30 days since the first publication; urgent, no estimate: of the open ones; claimed: with at least one accepted claim; waiting: never with one, and open on the day; ended unclaimed: never with one, and no longer open; fulfilled: fulfilled or closed on the day. The station is where the wish came in, or the one that looks after its chat group; the site where it was raised; only a claim that is live on the day names a claimant."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   state: {type: choice, values: [published, open, long_open, urgent, no_estimate, claimed, waiting, ended_unclaimed, fulfilled], default: published, label: {zh: 哪些心愿, en: Which wishes}, words: wish_count}
//   age: {type: choice, values: ["0–7", "8–15", "16–30", "31–60", "61+"], optional: true, label: {zh: 已等待, en: Waiting}, words: wait_band}
//   since: {type: date, optional: true, label: {zh: 首次发布日期自, en: First published from}}
//   category: {type: choice, from: choices/categories, optional: true, label: {zh: 类别, en: Category}}
//   site: {type: choice, from: choices/sites, optional: true, label: {zh: 配送站点, en: Site}}
// columns:
//   wish_id: {label: {zh: 编号, en: Id}, links: wish}
//   wish: {label: {zh: 心愿, en: Wish}, links: {record: wish_id}}
//   category: {label: {zh: 类别, en: Category}, words: category}
//   status: {label: {zh: 状态, en: Status}, words: wish_status}
//   published: {label: {zh: 首次发布, en: First published}, empty: not_applicable}
//   days: {label: {zh: 距首次发布, en: Since publication}, unit: day, empty: not_applicable}
//   est_cost: {label: {zh: 预估费用, en: Estimated cost}, unit: fen, adds_up: true}
//   station_id: {label: {zh: 服务站点编号, en: Station id}, links: station, hidden: true}
//   station: {label: {zh: 服务站点, en: Station}, links: {record: station_id}}
//   site_id: {label: {zh: 配送站点编号, en: Site id}, links: site, hidden: true}
//   site: {label: {zh: 提出时所在配送站点, en: Site when raised}, links: {record: site_id}}
//   claimant_id: {label: {zh: 认领方编号, en: Claimant id}, links: organisation, hidden: true}
//   claimant: {label: {zh: 认领方, en: Claimant}, links: {record: claimant_id}, empty: not_applicable}
// view: {kind: table}
// rests_on: [Wish, WishEvent, Claim, Organization, Company, ServiceStation, DeliverySite]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [wish_id, wish, category, status, published, days, est_cost, station_id, station, site_id, site, claimant_id, claimant], unique: [wish_id], not_null: [wish_id, wish, category]}
// ---
MATCH (w:Wish)-[:HAS_EVENT]->(e:WishEvent)
WHERE e.toStatus IN ['PUBLISHED', 'CARRIED_OVER'] AND e.at <= $as_of_end
  AND ($category IS NULL OR w.category = $category)
WITH w, min(CASE e.toStatus WHEN 'PUBLISHED' THEN e.at END) AS first,
     count(CASE WHEN e.until > $as_of_end THEN 1 END) > 0 AS is_open
WITH w, first, is_open, duration.inDays(first, $as_of_end).days AS days,
     EXISTS { MATCH (c:Claim)-[:FOR]->(w) WHERE c.acceptedAt <= $as_of_end } AS was_claimed
WHERE ($since IS NULL OR date(first) >= $since)
  AND ($age IS NULL OR $age =
       CASE WHEN days <= 7 THEN '0–7' WHEN days <= 15 THEN '8–15' WHEN days <= 30 THEN '16–30'
            WHEN days <= 60 THEN '31–60' ELSE '61+' END)
  AND CASE $state
        WHEN 'published' THEN first IS NOT NULL
        WHEN 'open' THEN is_open
        WHEN 'long_open' THEN is_open AND days > 30
        WHEN 'urgent' THEN is_open AND w.urgency = 'urgent'
        WHEN 'no_estimate' THEN is_open AND w.estCostFen IS NULL
        WHEN 'claimed' THEN first IS NOT NULL AND was_claimed
        WHEN 'waiting' THEN first IS NOT NULL AND NOT was_claimed AND is_open
        WHEN 'ended_unclaimed' THEN first IS NOT NULL AND NOT was_claimed AND NOT is_open
        ELSE first IS NOT NULL AND EXISTS {
          MATCH (w)-[:HAS_EVENT]->(now:WishEvent)
          WHERE now.toStatus IN ['FULFILLED', 'CLOSED']
            AND now.at <= $as_of_end AND now.until > $as_of_end
        }
      END
CALL (w) {
  OPTIONAL MATCH (w)-[:HAS_EVENT]->(now:WishEvent)
  WHERE now.at <= $as_of_end AND now.until > $as_of_end
  WITH now ORDER BY now.seq DESC LIMIT 1
  RETURN now.toStatus AS status
}
CALL (w) {
  OPTIONAL MATCH (w)-[:VIA]->(direct:ServiceStation)
  OPTIONAL MATCH (w)-[:VIA]->(:ChatGroup)-[tie:LOOKED_AFTER_BY]->(behind:ServiceStation)
  WHERE tie.from <= $as_of AND tie.to > $as_of
  WITH coalesce(direct, behind) AS st ORDER BY st.id LIMIT 1
  RETURN st
}
CALL (w) {
  OPTIONAL MATCH (w)<-[:RAISED]-(:Rider)-[works:WORKS_AT]->(s:DeliverySite)
  WHERE works.from <= date(w.submittedAt) AND works.to > date(w.submittedAt)
  WITH s ORDER BY s.id LIMIT 1
  RETURN s
}
WITH * WHERE $site IS NULL OR s.id = $site
CALL (w) {
  OPTIONAL MATCH (o)-[:MADE]->(c:Claim)-[:FOR]->(w)
  WHERE c.acceptedAt <= $as_of_end AND c.endedAt > $as_of_end
  WITH o ORDER BY c.acceptedAt DESC, c.id DESC, o.id LIMIT 1
  RETURN o
}
RETURN w.id AS wish_id, w.title AS wish, w.category AS category, status, date(first) AS published,
       days, w.estCostFen AS est_cost, st.id AS station_id, st.name AS station, s.id AS site_id, s.name AS site,
       o.id AS claimant_id, o.name AS claimant
ORDER BY days DESC, wish_id
