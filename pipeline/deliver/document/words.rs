//! Wordings of the documents, Chinese beside English. `{…}` are filled in where they are used; long
//! blanks are for people.

use crate::language::Language;
use crate::report::wordings;

wordings! {
    /// The wordings of one language.
    Words:
    figure: "图{n}　{caption}", "Figure {n}. {caption}";
    table: "表{n}　{caption}", "Table {n}. {caption}";
    blank: "＿＿＿＿＿＿", "________";
    to: "＿＿＿＿＿＿：", "To: ________";
    document_number: "＿＿〔＿＿＿＿〕＿＿号", "Ref. ________";
    signed_by: "签发人：＿＿＿＿＿＿", "Approved by: ________";
    date_blank: "＿＿＿＿年＿＿月＿＿日", "Date: ________";
    copies: "抄送：＿＿＿＿＿＿＿＿＿＿。", "Copies: ________";
    unit_blank: "（编制单位）＿＿＿＿＿＿", "(issuing office) ________";
    draft_note: "本文稿由数据自动生成，横线处请补充，印发前请核定。",
        "Drafted from the data. Fill in the blanks and check before it is issued.";
    unknown: "—", "—";

    // annual proposal
    annual_title: "关于{year}“每月一题”选题的建议", "Each Month, One Topic: proposed list for {year}";
    coming_year: "{year}年", "{year}";
    next_year: "下一年", "the coming year";
    overall: "总体情况", "Summary";
    annual_overall:
        "{days}，共受理诉求{orders}件。按照突出、量大面广、久拖可解、须市级统筹四个聚焦逐项打分，建议列入{topics}个问题、{themes}个主题，\
         涉及诉求{listed}件{share}。",
        "From {days} the hotline took {orders} {orders?demand:demands}. Scored on four focuses \
         (what stands out, what is large and wide, what is long unsolved but can be solved, what \
         only the city can solve), {topics} {topics?problem:problems} in {themes} \
         {themes?theme:themes} are proposed. {listed} {listed?demand:demands}{share} lie behind \
         them.";
    annual_share: "，占{share}", ", {share} of all,";
    annual_stable: "其中{stable}个无论四个聚焦如何加权都稳定入选，其余取决于权重，建议研究时重点讨论。",
        "{stable} of them stay on the list however the focuses are weighted. The others depend on \
         the weights and deserve discussion.";
    annual_list: "建议清单", "The proposed list";
    annual_list_lead: "所有问题一月启动，所列月份为专题研究该主题的月份。",
        "Every problem starts in January. The month is when its theme is reviewed.";
    annual_table: "{year}建议列入的问题", "Problems proposed for {year}";
    month: "月份", "Month";
    month_n: "{n}月", "{n}";
    theme: "主题", "Theme";
    problem: "问题", "Problem";
    orders: "诉求量", "Demands";
    lead: "建议牵头单位", "Suggested lead";
    ranking_figure: "候选问题得分", "Scores of the candidates";
    ranking_alt: "横条图：候选问题按总分从高到低排列，分四个聚焦显示得分，第一名为“{first}”。",
        "Bar chart of the candidates by total score, in four parts for the four focuses; “{first}” \
         comes first.";
    calendar_figure: "各主题研究月份与季节", "When each theme is reviewed, and its season";
    calendar_alt: "每行一个主题、每列一个月：圆点为研究月份，颜色越深诉求越多。",
        "One row a theme, one column a month; a disc marks the month of review, darker means more \
         demands.";
    topic_by_topic: "逐题说明", "Topic by topic";
    topic_line: "建议牵头单位：{lead}；{month}研究。", "Suggested lead: {lead}; reviewed in month {month}.";
    causes_line: "可能的成因：{causes}。", "Likely causes: {causes}.";
    help_line: "可从何处着手：{help}", "Where to start: {help}";
    not_listed: "没有列入的问题", "Problems that are not on the list";
    not_listed_lead: "以下问题诉求较多或得分接近，未列入的原因见表。",
        "These have many demands or nearly enough score; the table says why they are not listed.";
    not_listed_table: "未列入的主要问题", "Main problems not on the list";
    reason: "原因", "Reason";
    next_steps: "下一步工作", "Next steps";
    next_steps_text: "一是明确每个问题的主管领导、牵头和配合单位：＿＿＿＿＿＿。二是制定一方案三清单：＿＿＿＿＿＿。三是逐月监测、定期通报：＿＿＿＿＿＿。",
        "First, name the leader, the lead department and the helpers of each problem: ________. \
         Second, draw up the plan and the three lists: ________. Third, watch and report each \
         month: ________.";
    request_approval: "妥否，请批示。", "Submitted for approval.";

    // bulletin
    bulletin_title: "{subject}{period}月报", "{subject}: bulletin for {period}";
    bulletin_subject: "“每月一题”", "Each Month, One Topic";
    bulletin_overall: "本期概况", "The month in figures";
    bulletin_orders: "{days}，共受理诉求{orders}件。",
        "From {days} the hotline took {orders} {orders?demand:demands}.";
    bulletin_lights:
        "{month}，{all}个问题中，低于预期（●）{green}个，与预期无明显差别（▲）{amber}个，高于预期（■）{red}个，无法判断（○）{grey}个。",
        "{month}: of {all} {all?topic:topics} {green} {green?is:are} below what was expected (●), \
         {amber} as expected (▲), {red} above (■), and for {grey} it cannot be told (○).";
    bulletin_progress: "各题进展", "Progress of the topics";
    bulletin_table: "{month}各题进展", "Progress of the topics, {month}";
    light: "进展", "Light";
    mom: "环比", "On month";
    yoy: "同比", "On year";
    resolved: "解决率", "Resolved";
    satisfied: "满意率", "Satisfied";
    base_note: "环比以上月、同比以去年同月为基数；“—”表示数据无法给出，不等于 0。",
        "Changes are on the month and on the year before. “—” means that the data cannot say; it \
         is never 0.";
    bulletin_red: "需要关注的问题", "Topics that need attention";
    bulletin_no_red: "本月没有高于预期的问题。", "No topic was above what was expected.";
    trend_figure: "{title}：逐月诉求量", "{title}: demands by month";
    trend_alt: "折线图：“{title}”逐月诉求量，最近一个完整月为{month}{orders}件。",
        "Line chart of the demands of “{title}” by month; in the last complete month, {month}, \
         there were {orders}.";
    bulletin_governance: "诉求最多的街道乡镇", "Areas with most demands";
    governance_table: "{month}诉求最多的地区", "Areas with most demands, {month}";
    rank: "名次", "Rank";
    area: "地区", "Area";
    within: "所在区", "Within";
    entered: "新进", "Entered";
    yes: "是", "yes";
    bulletin_sudden: "突增", "Sudden rises";
    bulletin_no_sudden: "本期没有发现突增。", "No sudden rise was found.";
    sudden_table: "突增的主要情况", "Main sudden rises";
    category: "类别", "Category";
    peak_day: "高峰日", "Peak day";
    expected: "预期", "Expected";
    bulletin_next: "下月工作", "Next month";
    bulletin_next_text: "＿＿＿＿＿＿＿＿＿＿＿＿", "________________";

    // special report
    special_title: "关于“{title}”的专报", "Special report: {title}";
    special_basic: "基本情况", "The problem";
    special_orders: "{days}，“{title}”共{orders}件{areas}。",
        "From {days} there were {orders} {orders?demand:demands} on “{title}”{areas}.";
    special_areas: "，涉及{n}个地区", " in {n} {n?area:areas}";
    special_keywords: "诉求中常见的词：{words}。", "Frequent words: {words}.";
    special_categories: "包含的类别：{names}。", "Categories: {names}.";
    special_months: "逐月情况", "Month by month";
    special_table: "逐月诉求量与办理情况", "Demands and outcomes by month";
    special_effect: "措施成效：{sentence}", "Effect of the measure: {sentence}";
    special_places: "突出的地区和类别", "Where it stands out";
    findings_table: "相关发现", "Findings";
    kind: "类型", "Kind";
    what_was_found: "情况", "What was found";
    special_causes: "成因与建议", "Causes and suggestions";
    special_no_causes: "现有数据看不出成因，请主管部门研判：＿＿＿＿＿＿。",
        "The data does not point to a cause; for the department in charge to judge: ________.";
    special_advice: "主管部门意见：＿＿＿＿＿＿＿＿＿＿。", "Opinion of the department in charge: ________.";
    special_scores: "评分依据", "Scores";
    special_scores_table: "四个聚焦的得分", "Scores on the four focuses";
    focus: "得分项", "Sub-score";
    score: "得分", "Score";

    // special report on an area, a finding, a condition
    part_orders: "{days}，“{title}”共{orders}件{share}。",
        "{title}: {orders} {orders?demand:demands} from {days}{share}.";
    part_share: "，占全市的{share}", " ({share} of the whole city’s)";
    part_before: "上年同期{before}件，变化{change}。",
        "In the same months a year before there were {before} ({change}).";
    part_rate: "{name}{rate}（{yes}/{known} 个，95% 区间 {low}—{high}）{city}。",
        "{name}: {rate} ({yes} of {known} known, 95% interval {low} – {high}){city}.";
    part_city: "，全市{rate}", "; whole city {rate}";
    part_closed: "{days} 日内办结", "Closed within {days} {days?day:days}";
    part_rate_unknown: "{name}：本数据没有，或没有已知答复。", "{name}: not in this data, or no known answer.";
    part_condition: "范围（对 demands 表的 SQL 条件）：{sql}",
        "What is counted (SQL condition on the table demands): {sql}";
    part_unit: "件；{period}", "Demands; {period}";
    part_this_year: "本期", "these months";
    part_last_year: "上年同月", "a year before";
    part_categories: "按类别", "By category";
    part_areas: "按地区", "By area";
    part_figure: "{title}：{what}", "{title}: {what}";
    part_of_all: "占比", "Share";
    part_shown: "列出 {shown} 项，共 {all} 项。", "{shown} of {all} shown.";
    part_finding: "{area}·{category}", "{category} in {area}";
    part_orders_where: "符合条件的诉求", "demands that meet the condition";
    skip: "跳到正文", "Skip to the content";

    // annex
    annex: "附件　方法说明", "Annex: methods";
    definition_line: "{name}：{text}", "{name}: {text}";
    source_line: "（出处：{source}）", " (Source: {source})";
    caveats: "数据须知", "Know this of the data";
    made_by: "由 yiti {version} 生成，运行编号 {run}；数据截至{as_of}。",
        "Made by yiti {version}, run {run}; data as of {as_of}.";
    days_range: "{first}至{last}", "{first} to {last}";
    logo_alt: "{unit}标志", "Logo of {unit}";
}

/// A numbered heading: 一、 and （一） in Chinese, 1. and (1) in English.
pub fn numbered(language: Language, level: u8, number: usize, text: &str) -> String {
    match (language, level) {
        (Language::Zh, 1) => format!("{}、{text}", chinese_number(number)),
        (Language::Zh, _) => format!("（{}）{text}", chinese_number(number)),
        (Language::En, 1) => format!("{number}. {text}"),
        (Language::En, _) => format!("({number}) {text}"),
    }
}

/// A number from 1 to 99 in Chinese characters; larger ones in digits.
fn chinese_number(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match number {
        1..=9 => DIGITS[number].to_owned(),
        10..=19 => format!("十{}", DIGITS[number - 10]),
        20..=99 => format!("{}十{}", DIGITS[number / 10], DIGITS[number % 10]),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests;
