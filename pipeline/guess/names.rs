//! What columns are usually called, in Chinese and English. Names come second: they decide between
//! columns whose values fit alike.

/// What a column may stand for, beside its times and numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hint {
    Time,
    Received,
    Closed,
    Due,
    Updated,
    Id,
    Text,
    Category,
    Area,
    AreaOfOffices,
    Address,
    Municipality,
    Department,
    Channel,
    RequestType,
    Dispatch,
    Reporter,
    Responded,
    Resolved,
    Satisfied,
    Escalated,
    Status,
    Reply,
    Longitude,
    Latitude,
}

/// Parts of Chinese names, and English words.
const WORDS: [(Hint, &str, &str); 25] = [
    (
        Hint::Time,
        "时间 日期 时限 時間 時限",
        "date time datetime timestamp at dt on day datum data hora fecha",
    ),
    (
        Hint::Received,
        "受理 来电 创建 來電 建立 立案 登记 反映 提交 接单 接收 投诉时间 留言",
        "open opened created create creation creationdate opendate received receive requested \
         submitted reported entered start open_dt abertura ingreso incident",
    ),
    (
        Hint::Closed,
        "办结 完成 结案 辦結 結案 关闭 归档",
        "close closed closedate completed completion resolved finished end encerramento",
    ),
    (Hint::Due, "时限 截止 期限 应办", "due deadline target expected sla duedate"),
    (Hint::Updated, "更新 修改 異動 最后", "updated update modified changed last"),
    (
        Hint::Id,
        "编号 单号 編號 單號 案號 案号 序号 号码 流水",
        "id key number no num case ticket reference ref protocolo enquiry sr uid objectid",
    ),
    (
        Hint::Text,
        "内容 描述 內容 正文 详情 标题 摘要",
        "text description content body comment comments details notes title message",
    ),
    (
        Hint::Category,
        "类别 分类 事项 类型 大类 小类 问题 主题 類別 分類 事項 類型 大類 小類 問題 主題",
        "category type reason topic subject problem issue complaint descriptor service kind \
         class assunto serviço servico subcategory l1 l2 l3 nature",
    ),
    (
        Hint::Area,
        "区 县 街道 镇 乡 社区 村 辖区 片区 區 縣 鎮 鄉 里別",
        "district borough neighborhood neighbourhood region região regiao area county zone \
         quarter suburb parish division regional ward community board precinct bairro",
    ),
    (
        Hint::AreaOfOffices,
        "",
        "police fire school council services service sanitation tract congressional senate",
    ),
    (
        Hint::Address,
        "地址 位置 门牌",
        "address location intersection landmark zip zipcode postcode bin bbl",
    ),
    (Hint::Municipality, "城市 省份", "city town municipality state province country"),
    (
        Hint::Department,
        "承办 部门 单位 责任 承辦 部門 單位",
        "department dept agency queue unit office owner handler orgao team assigned",
    ),
    (
        Hint::Channel,
        "渠道 来源 來源 管道 途径 方式",
        "channel source origin via method origem medium",
    ),
    (
        Hint::RequestType,
        "诉求类型 工单类型 诉求性质 来电类型 单类型",
        "request_type requesttype record_type ticket_type call_type",
    ),
    (Hint::Dispatch, "派单方式 派发方式 分派方式 转派方式", "dispatch_type dispatch_mode"),
    (
        Hint::Reporter,
        "来电人 来电号 來電人 電話 手机 电话 诉求人 联系人 市民 用户 反映人",
        "caller reporter customer requestor requester phone citizen user account constituent \
         contact email",
    ),
    (Hint::Responded, "响应 联系 回访 回應 聯繫", "responded contacted contact response"),
    (Hint::Resolved, "解决 解決", "resolved solved fixed resolution"),
    (Hint::Satisfied, "满意 滿意", "satisfied satisfaction happy"),
    (Hint::Escalated, "升级 提级 督办", "escalated escalation"),
    (Hint::Status, "状态 狀態 办理情况", "status state stage"),
    (
        Hint::Reply,
        "答复 答覆 回复 结果 意见",
        "closure resolution reply answer response action outcome",
    ),
    (Hint::Longitude, "经度 經度", "lon lng long longitude x"),
    (Hint::Latitude, "纬度 緯度", "lat latitude y"),
];

/// Whether a column is called so.
pub(super) fn is_called(name: &str, hint: Hint) -> bool {
    rank(name, hint).is_some()
}

/// How usual a column's name is for something: the position of the first part or word that it has,
/// 0 = the most usual.
pub(super) fn rank(name: &str, hint: Hint) -> Option<usize> {
    let (parts, words) = parts_and_words(hint);
    let mut own = words_of(name);
    own.push(name.trim().to_lowercase());
    let part = parts.split_whitespace().position(|part| name.contains(part));
    let word = words.split_whitespace().position(|word| own.iter().any(|one| one == word));
    part.into_iter().chain(word).min()
}

/// Whether a name has no other words than those of a hint.
pub(super) fn is_only(name: &str, hint: Hint) -> bool {
    let (parts, words) = parts_and_words(hint);
    let known = |one: &String| {
        words.split_whitespace().any(|word| word == one)
            || parts.split_whitespace().any(|part| one.contains(part))
    };
    words_of(name).iter().all(known)
}

fn parts_and_words(hint: Hint) -> (&'static str, &'static str) {
    let found = WORDS.iter().find(|(of, ..)| *of == hint);
    found.map(|(_, parts, words)| (*parts, *words)).expect("every hint has words")
}

/// The words of a name such as `open_dt`, `OpenDate`, `Opened At`.
fn words_of(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    for part in name.split(|letter: char| !letter.is_alphanumeric()) {
        let mut word = String::new();
        let mut was_small = false;
        for letter in part.chars() {
            if letter.is_uppercase() && was_small {
                words.push(std::mem::take(&mut word));
            }
            was_small = letter.is_lowercase();
            word.extend(letter.to_lowercase());
        }
        words.push(word);
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests;
