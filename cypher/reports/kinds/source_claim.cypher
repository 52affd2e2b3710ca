// ---
// title: {zh: 来源陈述一览, en: 'All claims of sources'}
// about: {zh: 全部来源陈述，一条记录一行，可查找、筛选、排序、选列。, 
//   en: 'Claims of sources, one a row, to be searched, filtered and sorted, with the columns you choose.'}
// definition:
//   zh: 各项为现在的内容；关系只列没有结束的。
//   en: Fields are as they are now; of relationships only those that have not ended.
// audience: [committee, staff]
// columns:
//   id: {label: {zh: 编号, en: Id}, links: record}
//   textZh: {label: {zh: 内容, en: 'Text'}, links: {record: id}}
//   textEn: {label: {zh: 英文内容, en: 'English text'}}
//   paragraph: {label: {zh: 段落, en: 'Paragraph'}}
//   value: {label: {zh: 数值, en: 'Value'}}
//   unit: {label: {zh: 单位, en: 'Unit'}}
//   qualifier: {label: {zh: 限定, en: 'Hedge'}, values: {'约': {zh: '约', en: 'about'}, '余': {zh: '余', en: 'a little over'}, '若干': {zh: '若干', en: 'several'}, '等': {zh: '等', en: 'and others'}, 'exact': {zh: '确数', en: 'exact'}}}
//   min: {label: {zh: 下限, en: 'Minimum'}}
//   max: {label: {zh: 上限, en: 'Maximum'}}
//   maxExclusive: {label: {zh: 不含上限, en: 'Maximum excluded'}}
//   asOf: {label: {zh: 截至, en: 'As of'}}
//   measureWord: {label: {zh: 量词, en: 'Measure word'}}
//   assumption: {label: {zh: 假设, en: 'Assumption'}}
//   countedBy: {label: {zh: 对应报表, en: 'Report that counts it'}}
//   from_document_id: {label: {zh: 来源编号, en: 'Source (id)'}, hidden: true}
//   from_document: {label: {zh: 来源, en: Source}, links: {record: from_document_id}}
//   provenance: {label: {zh: 数据性质, en: Provenance}, words: provenance}
// view: {kind: table}
// no_past: {zh: 各项为现在的内容，与所选日期无关。, en: 'Fields are as they are now, whatever the day.'}
// rests_on: [SourceClaim, SourceDocument]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [id, textZh, textEn, paragraph, value, unit, qualifier, min, max, maxExclusive, asOf, measureWord, assumption, countedBy, from_document_id, from_document, provenance], unique: [id], not_null: [id]}
// ---
MATCH (n:SourceClaim)
CALL (n) {
  OPTIONAL MATCH (n)-[r:FROM]->(m:SourceDocument)
  RETURN m AS from_document_at ORDER BY m.id LIMIT 1
}
RETURN n.id AS id,
       n.textZh AS textZh,
       n.textEn AS textEn,
       n.paragraph AS paragraph,
       n.value AS value,
       n.unit AS unit,
       n.qualifier AS qualifier,
       n.min AS min,
       n.max AS max,
       n.maxExclusive AS maxExclusive,
       n.asOf AS asOf,
       n.measureWord AS measureWord,
       n.assumption AS assumption,
       n.countedBy AS countedBy,
       from_document_at.id AS from_document_id,
       coalesce(from_document_at.title, from_document_at.id) AS from_document,
       n.provenance AS provenance
ORDER BY textZh, id
