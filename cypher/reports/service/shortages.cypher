// ---
// question: R17
// title: {zh: 设施缺损与物资不足, en: Equipment lacking and supplies low}
// about:
//   zh: 各服务站点基本六项设施中不正常的，以及低于应有数量的物资，一处一行，便于补齐。
//   en: "What of the basic six facilities is not working at each service station, and which supplies are below what they should be, one a row, to be made good."
// definition:
//   zh: 基本六项：桌椅、冰箱、微波炉、饮水机、充电插座、空调。设施按当日的状况列出损坏、没有、情况不明三种；“没有”是查过确实没有，“情况不明”是没有记录或没有查明，两者不同，没有记录的不按“没有”。物资列现有少于应有的。
//   en: "The basic six: table and chairs, refrigerator, microwave, water dispenser, charging sockets, air conditioner. Facilities are listed as broken, absent or unknown on the day: absent was looked for and is not there, unknown has no record or was not made out; what has no record is not called absent. Supplies are listed where there is less than there should be."
// no_past: {zh: 站点的开闭和物资库存没有历史记录，按现状；设施的状况按当日，检查时间只记最近一次。, en: "Opening and stocks keep no history and are as now; the state of facilities is that of the day, of their checks only the last is kept."}
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   what: {type: choice, values: [facility, supply], optional: true, label: {zh: 只看, en: Only}, words: shortage}
//   with_unknown: {type: boolean, default: true, label: {zh: 也列情况不明的, en: Unknown ones too}}
//   station: {type: choice, from: choices/stations, optional: true, label: {zh: 服务站点, en: Station}}
// columns:
//   station_id: {label: {zh: 站点编号, en: Station id}, links: station, hidden: true}
//   station: {label: {zh: 服务站点, en: Station}, links: {record: station_id}}
//   type: {label: {zh: 站点类型, en: Type}, words: station_type}
//   what: {label: {zh: 种类, en: What}, words: shortage}
//   item: {label: {zh: 名称, en: Item (Chinese)}, lang: zh}
//   item_en: {label: {zh: 名称（英文）, en: Item}, lang: en}
//   state: {label: {zh: 状况, en: State}, words: facility_state}
//   in_stock: {label: {zh: 现有, en: In stock}, unit: count, people: false, empty: not_applicable}
//   should_be: {label: {zh: 应有, en: Should be}, unit: count, people: false, empty: not_applicable}
//   measure: {label: {zh: 单位, en: Unit}, empty: not_applicable}
//   since: {label: {zh: 自, en: Since}}
//   checked: {label: {zh: 检查或盘点日, en: Checked or counted}}
// view: {kind: table}
// rests_on: [ServiceStation, Facility, SupplyItem]
// limits: {rows: 50000, seconds: 5}
// expect: {columns: [station_id, station, type, what, item, item_en, state, in_stock, should_be, measure, since, checked], unique: [station_id, what, item], not_null: [station_id, what, item, state]}
// ---
CALL () {
  MATCH (f:Facility)
  WHERE f.basic
  RETURN collect(f) AS basics
}
MATCH (st:ServiceStation)
WHERE st.status = 'OPEN' AND ($station IS NULL OR st.id = $station)
CALL (st, basics) {
  UNWIND basics AS f
  CALL (st, f) {
    OPTIONAL MATCH (st)-[has:HAS_FACILITY]->(f)
    WHERE has.from <= $as_of AND has.to > $as_of
    WITH has ORDER BY has.state = 'working' DESC, has.from DESC LIMIT 1
    RETURN has
  }
  WITH f, has, coalesce(has.state, 'unknown') AS state
  WHERE state <> 'working' AND ($with_unknown OR state <> 'unknown')
  RETURN 'facility' AS what, f.name AS item, coalesce(f.nameEn, f.name) AS item_en, state, null AS in_stock,
         null AS should_be, null AS measure, has.from AS since,
         CASE WHEN has.checkedAt <= $as_of_end THEN date(has.checkedAt) END AS checked
  UNION ALL
  MATCH (st)-[stock:STOCKS]->(i:SupplyItem)
  WHERE stock.qty < stock.par
  RETURN 'supply' AS what, i.name AS item, i.name AS item_en,
         CASE stock.qty WHEN 0 THEN 'none_left' ELSE 'low' END AS state, stock.qty AS in_stock,
         stock.par AS should_be, i.unit AS measure, null AS since, date(stock.updatedAt) AS checked
}
WITH st, what, item, item_en, state, in_stock, should_be, measure, since, checked
WHERE $what IS NULL OR what = $what
RETURN st.id AS station_id, st.name AS station, st.stationType AS type, what, item, item_en, state,
       in_stock, should_be, measure, since, checked
ORDER BY station, station_id, what, state, item
