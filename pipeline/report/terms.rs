//! Names of the sub-scores' inputs, and where to start on a cause: Chinese beside English.

use crate::language::Language;

/// Names of the sub-scores' inputs: key, Chinese, English.
const INPUTS: [(&str, &str, &str); 44] = [
    ("orders", "诉求量（件）", "demands"),
    ("reporters", "诉求人次", "reporters"),
    ("own_share", "其中属于本题", "of these the topic’s own"),
    ("share", "占全市诉求", "share of all demands"),
    ("typical_share", "一般事项占比", "share of a typical matter"),
    ("effective_areas", "有效地区数", "effective number of areas"),
    ("effective_areas_all", "全部诉求的有效地区数", "the same for all demands"),
    ("areas_with_demand", "有诉求的地区", "areas with demand"),
    ("areas", "地区总数", "all areas"),
    ("months", "统计月数", "months"),
    ("effective_months", "有效月数", "effective number of months"),
    ("unresolved_rate", "未解决率（按答复数收缩）", "unresolved, shrunk by the number of answers"),
    ("unresolved_share", "占全市未解决诉求", "share of the city’s unresolved demands"),
    ("city_unresolved_rate", "全市未解决率", "unresolved, whole city"),
    ("answered", "已知答复", "known answers"),
    ("unresolved", "其中未解决", "of these unresolved"),
    ("prior_rate", "各类别平均未解决率", "unresolved over all categories"),
    ("prior_answers", "平均值折合的答复数", "answers that this average is worth"),
    ("demand_share", "占全市诉求（代替未解决）", "share of all demands (for the unresolved)"),
    ("months_above_city", "未解决率高于全市的月数", "months above the city’s unresolved rate"),
    ("months_judged", "可判断的月数", "months judged"),
    (
        "months_evidence",
        "高于全市的月数占比（按把握程度折算）",
        "share of months above the city, by how surely",
    ),
    (
        "districts_evidence",
        "高于全市的区占比（按把握程度折算）",
        "share of districts above the city, by how surely",
    ),
    ("trend", "后半年减前半年", "second half of the year against the first"),
    ("lean_before", "上一年的倾向", "how the year before leaned"),
    ("stays_probability", "次年仍未解决的可能性", "probability of staying unresolved"),
    ("repeat_share", "重复诉求占比", "repeats"),
    ("city_repeat_share", "全市重复诉求占比", "repeats, whole city"),
    (
        "units_above_city",
        "未解决率（收缩后）高于全市的地区",
        "areas above the city’s unresolved rate, shrunk",
    ),
    ("units_worse", "未解决率高于全市的地区", "areas above the city’s unresolved rate"),
    ("units", "可判断的地区", "areas judged"),
    ("effective_units", "有效失效地区数", "effective number of failing areas"),
    ("effective_departments", "有效部门数", "effective number of departments"),
    ("escalated_share", "升级占比", "escalated"),
    ("city_escalated_share", "全市升级占比", "escalated, whole city"),
    ("growth_ratio", "与上年之比", "ratio to last year"),
    ("city_growth_ratio", "全市与上年之比", "the same, whole city"),
    ("surge_share", "突增中的诉求占比", "demands in surges"),
    ("best_resolution_rate", "先进地区解决率", "resolved in the best areas"),
    ("median_resolution_rate", "中位地区解决率", "resolved in the median area"),
    ("resolution_rate", "本题解决率", "resolved, this topic"),
    ("areas_with_answers", "有答复的地区", "areas with answers"),
    ("months_flagged", "偏高月数", "months high"),
    ("districts", "区数", "districts"),
];

/// Where to start, by cause type: key, Chinese, English.
const HELPS: [(&str, &str, &str); 7] = [
    (
        "management",
        "明确日常管理责任和频次，接诉后限时整改，按月通报。",
        "Say who manages it and how often; fix within a set time; report monthly.",
    ),
    (
        "infrastructure",
        "按诉求分布列出缺口点位，排入年度建设计划。",
        "List the missing sites by demand and put them into the year’s works.",
    ),
    (
        "public_service",
        "按地区比对供需缺口，优先补给缺口大的地区。",
        "Compare supply with demand by area and add where the gap is widest.",
    ),
    (
        "supervision",
        "梳理反复被诉对象，联合执法并公开结果。",
        "List those complained of again and again; inspect jointly; publish the results.",
    ),
    (
        "missing_policy",
        "提请制定规则：先明确主管部门、适用范围和退出办法。",
        "Ask for rules: first who is in charge, what is covered, and how to get out.",
    ),
    (
        "poor_policy",
        "按诉求逐条对照现行规定，修改不合理条款。",
        "Hold the demands against today’s rules, clause by clause, and change what does not fit.",
    ),
    (
        "urban_rural",
        "把农村地区单列，补齐与城区的投入差距。",
        "Plan for rural areas on their own and close the gap in spending.",
    ),
];

/// The name of a sub-score's input; an unknown key is shown as it is.
pub fn input_name(key: &str, language: Language) -> String {
    let found = INPUTS.iter().find(|(name, _, _)| *name == key);
    found.map_or_else(|| key.replace('_', " "), |(_, zh, en)| language.pick(zh, en).to_owned())
}

/// What readers of an outward edition must know of it.
pub fn public_edition(language: Language, reporters_min: u32) -> String {
    match language {
        Language::Zh => format!(
            "对外版：诉求人数少于 {reporters_min} 人的数字，以及可据以推算出它们的数字，均不公布（没有这一行，或为空；没有一行不等于 0）；\
             全期合计取整到 10；不含诉求文本、网页和图。"
        ),
        Language::En => format!(
            "Outward edition: figures behind which fewer than {reporters_min} reporters stand are \
             left out, and with them those from which they could be worked out: there is no row, \
             or it is empty, and no row does not mean 0; totals of the whole period are rounded to \
             10; there are no texts, pages or charts."
        ),
    }
}

/// Where to start on a cause type.
pub fn help(cause: &str, language: Language) -> Option<&'static str> {
    HELPS.iter().find(|(key, _, _)| *key == cause).map(|&(_, zh, en)| language.pick(zh, en))
}
