// ---
// question: V13
// title: {zh: 骑手或孩子带有禁止的信息, en: Forbidden properties on a rider or child}
// about: {zh: 数据应当没有这种情况；每一行是一处错误。, en: The data should hold none of these; each row is a fault.}
// message:
//   zh: 骑手和孩子不得带有姓名、电话、证件号、病情、定位等信息；请立即删除该属性。
//   en: "A rider or child may carry no name, telephone, identity number, diagnosis or position; delete the property at once."
// audience: [staff]
// columns:
//   id: {label: {zh: 编号, en: Id}}
//   properties: {label: {zh: 属性, en: Properties}}
// rests_on: [Rider, Child]
// limits: {rows: 1000, seconds: 10}
// expect: {columns: [id, properties]}
// ---
CALL () {
  MATCH (r:Rider)
  RETURN r AS n
  UNION
  MATCH (c:Child)
  RETURN c AS n
}
WITH n, [key IN keys(n) WHERE any(word IN [
       'name', 'phone', 'mobile', 'idcard', 'id_card', 'idnumber', 'identity', 'passport',
       'diagnosis', 'disease', 'illness', 'gps', 'location', 'longitude', 'latitude', 'track',
       'address', 'school', 'wechat', 'openid', 'birth', 'photo', '姓名', '电话', '手机', '身份证',
       '病', '住址', '学校', '微信', '定位', '轨迹'
     ] WHERE toLower(key) CONTAINS word)] AS properties
WHERE properties <> []
RETURN n.id AS id, properties
ORDER BY id
