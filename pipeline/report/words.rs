//! The wordings of the year’s page, Chinese beside English. `{…}` are filled in by the views.

use super::wording::wordings;

wordings! {
    /// The wordings of one language.
    Words:
    // the page
    html_lang: "zh-Hans", "en";
    product: "接诉即办 · 每月一题选题建议", "Each Month, One Topic · proposed list";
    period: "统计期", "Period";
    as_of: "数据截至", "Data as of";
    skip: "跳到全年清单", "Skip to the list";
    contents: "目录", "Contents";
    not_in_data: "本数据没有", "not in this data";
    unknown_note: "“—”表示数据无法给出，不等于 0。", "“—” means that the data cannot say; it is never 0.";
    city: "全市", "whole city";
    shown_of: "列出 {shown} 条，共 {all} 条；完整数据见 {file}。",
        "{shown} of {all} shown; all of them are in {file}.";
    print_note: "本页可离线打开，可按 A4 打印。", "This page opens offline and prints on A4.";

    // the answer
    answer_year: "建议 {year} 年办 {topics} 个问题、{themes} 个主题",
        "Proposed for {year}: {topics} {topics?problem:problems} in {themes} {themes?theme:themes}";
    answer_next: "建议下一年办 {topics} 个问题、{themes} 个主题",
        "Proposed for the coming year: {topics} {topics?problem:problems} in {themes} \
         {themes?theme:themes}";
    answer_share: "，涉及本期诉求的 {share}", ", {share} of all demands of the period";
    answer_sure: "。其中 {stable} 个无论四个聚焦如何加权都稳定入选，{rest} 个取决于权重。",
        ". {stable} of them stay on the list however the four focuses are weighted; for {rest} it \
         depends on the weights.";
    answer_not_drawn: "。本次没有试算权重变动的影响。",
        ". Whether the list depends on the weights was not tested in this run.";
    answer_none: "本期没有可以建议的问题。", "The period gives nothing that could be proposed.";
    answer_none_why: "原因见“数据须知”和“为什么没有入选”。",
        "The reasons are under “Know this first” and “Why not on the list”.";
    tile_problems: "建议问题", "problems proposed";
    tile_themes: "{n} 个主题", "in {n} {n?theme:themes}";
    tile_stable: "稳定入选", "stay on the list";
    tile_stable_note: "试算的权重组合中八成以上都入选", "listed under at least 80% of the weightings tried";
    tile_orders: "本期诉求", "demands in the period";
    tile_share_note: "入选问题占 {share}", "{share} about what is listed";
    tile_resolved: "全市解决率", "resolved, whole city";
    tile_resolved_note: "{n} 个已知答复", "{n} {n?known answer:known answers}";

    // caveats
    caveats: "数据须知", "Know this first";
    caveats_lead: "先看这些，再看数字：", "Read this before any figure:";
    remarks: "其他须知", "More remarks on the data";
    remarks_more: "其余须知列于文末的表。", "The others are in a table below.";
    remarks_kind: "类型", "Kind";
    no_caveats: "数据检查没有发现需要提醒的问题。", "The data checks found nothing to warn of.";

    // the list
    list: "全年清单", "The year’s list";
    list_lead: "所有问题一月启动；所列月份是市领导专题研究该主题的月份，尽量排在该主题诉求高峰之前。",
        "Every problem starts in January. The month is when the city leadership reviews its theme, \
         ahead of the theme’s own season where possible.";
    month: "月份", "Month";
    theme: "主题", "Theme";
    problem: "问题", "Problem";
    orders: "诉求量（件）", "Demands";
    lead_department: "建议牵头单位", "Suggested lead";
    lead_share: "办理量占 {share}", "handles {share}";
    why: "理由", "Why";
    stability: "稳定性", "Stability";
    stable: "稳定入选", "stable";
    depends: "取决于权重", "depends on weights";
    marginal: "边缘", "marginal";
    not_drawn: "未试算", "not tested";
    selected_in: "{share} 的试算入选", "listed in {share} of trials";
    no_theme: "未归主题", "no theme";
    orders_note: "诉求量只计统计期内数据基本完整的月份，不含单一来源的诉求。",
        "Demands count the period’s covered months, without those that a single reporter made.";

    // since the last proposal
    changes: "与上次发布相比", "Since the last published proposal";
    changes_summary: "对照 {since} 期的提议：新列入 {enter} 个，移出 {leave} 个，调整 {move} 个，不变 {same} 个。",
        "Against the proposal of {since}: {enter} entered, {leave} left, {move} moved, {same} \
         unchanged.";
    changes_what: "变化", "Change";
    changes_enters: "新列入", "entered";
    changes_leaves: "移出", "left";
    changes_moves: "调整", "moved";

    // against volume alone
    comparison: "为什么不直接选最多的？", "Why not simply the most frequent?";
    comparison_answer: "诉求最多的 {n} 个事项中，{both} 个在提议清单上，{left} 个不在。",
        "Of the {n} most frequent topics, {both} are on the proposed list and {left} are not.";
    comparison_answer_rates: "没有列入的未解决率合计 {left}（全市 {city}），换上的是 {taken}。",
        " {left} of the demands left out stayed unresolved (whole city {city}), against {taken} of \
         those that took their places.";
    comparison_answer_moral: "只看数量，会选进不少量大但多已解决的事。",
        " Volume alone picks much that is large and mostly solved.";
    comparison_answer_volume: "本数据没有解决情况，提议主要看数量、广度和持续时间。",
        " Resolution is not in this data, so the proposal rests on volume, breadth and how long \
         demand lasts.";
    comparison_only_frequent: "量大，但不列入", "Frequent, but not on the list";
    comparison_only_proposed: "量不是最大，但列入", "Less frequent, but on the list";
    comparison_both: "两份清单都有：", "On both:";
    comparison_volume: "诉求量名次", "Rank by volume";
    comparison_unresolved: "未解决率", "Unresolved";
    comparison_units: "高于全市的区", "Districts worse than the city";
    comparison_months: "分布月数", "Months it spreads over";
    comparison_areas: "分布地区数", "Areas it spreads over";
    comparison_note_rates: "未解决率 = 未解决 ÷ 已知答复；“高于全市的区”：/ 后为全部区数。",
        "Unresolved = not resolved ÷ known answers. Districts: after the slash, all of them.";
    comparison_note_volume: "分布月数、分布地区数：诉求若平均分布，相当于分布在几个月、几个地区（逆辛普森指数）；/ 后为总数。",
        "Over how many months and areas the demands would lie if they were spread evenly (inverse \
         Simpson); after the slash, all of them.";
    comparison_solved: "未解决率不高于全市", "solved as often as the city’s demands are";
    comparison_few_units: "只在少数区偏高", "worse than the city in a few districts only";
    comparison_season: "集中在少数月份", "comes in a few months only";
    comparison_theme_full: "得分够，但“{theme}”主题名额已满",
        "its score would do, but theme “{theme}” has its share of places";
    comparison_narrow: "集中在少数地区", "comes from a few areas";
    comparison_score: "得分 {own}，清单末位 {last}", "score {own}, the last on the list {last}";

    // ranking
    ranking: "怎么排出来的", "How the ranking came about";
    ranking_lead: "四个聚焦：突出、量大面广、久拖而可解、须市级统筹。每个候选问题逐项打分，满分 1。",
        "Four focuses: what stands out, what is large and wide, what is long unsolved but can be \
         solved, what only the city can solve. Each candidate is scored from 0 to 1 on each.";
    score: "总分", "score";
    prominence: "突出程度", "prominence";
    breadth: "量大面广", "breadth";
    chronicity: "久拖未决", "chronicity";
    solvability: "可解性", "solvability";
    municipal: "须市级统筹", "municipal";

    // cards
    card_where: "在哪里", "Where";
    card_scores: "四个聚焦的得分和依据", "Scores on the four focuses, with their inputs";
    card_causes: "可能的成因", "Likely causes";
    card_helps: "可从何处着手", "What would help";
    card_best: "做得好的地区：{areas}。可先总结其做法。",
        "Areas that do far better: {areas}. See first how they do it.";
    card_categories: "包含类别", "Categories";
    card_keywords: "关键词", "Keywords";
    card_examples: "典型诉求（已隐去个人信息）", "Typical texts (personal details masked)";
    card_rank: "排名第 {rank}", "rank {rank}";
    card_rank_range: "权重变动时第 {low}—{high} 名", "ranks {low} – {high} as weights vary";
    card_volume_only: "只是量大", "volume alone";
    card_volume_only_note: "解决得不比全市差，次年多半不再突出；清单只给这类题目少数名额。",
        "It is resolved no worse than the city and will probably not persist; the list keeps few \
         places for such topics.";
    card_findings: "相关发现 {n} 条", "{n} {n?finding:findings}";
    review_in: "{month}研究", "review in {month}";
    responded: "响应率", "responded";
    resolved: "解决率", "resolved";
    satisfied: "满意率", "satisfied";
    of_answers: "{yes} / {known} 个已知答复，95% 区间 {low}—{high}",
        "{yes} of {known} {known?known answer:known answers}, 95% interval {low} – {high}";
    no_answers: "本期没有已知答复", "no known answer in the period";
    city_average: "全市 {rate}", "whole city {rate}";
    unknown_causes: "现有数据看不出成因，请主管部门研判。",
        "The data does not point to a cause; ask the department in charge.";
    card_texts_note: "本题由诉求文本聚成；下列图和三率按其涉及的类别统计，含不属于本题的诉求。",
        "This topic was gathered from texts; charts and rates below count all demands of its \
         categories, which is more than the topic.";
    plan_title: "一方案三清单（数据能填的已填，其余留空）",
        "Plan and three lists (filled in where the data can, blank elsewhere)";

    // near misses
    near: "为什么没有入选", "Why not on the list";
    near_lead: "得分靠前但本次没有列入的问题，以及按规则不列入的问题。",
        "Problems with high scores for which there was no place, and problems that a rule keeps \
         off.";
    near_misses: "差一点入选", "Near misses";
    excluded: "按规则不列入", "Kept off by a rule";
    rank: "排名", "Rank";
    mode: "建议去向", "Who takes care";
    nothing_here: "没有。", "None.";

    // findings
    findings: "各类发现", "Findings by kind";
    frequent: "高频", "Frequent";
    frequent_lead: "统计期内诉求最多的事项和地区。", "The largest demands of the period.";
    persistent: "长期高频", "Persistent";
    persistent_lead: "多数月份都明显偏高：长期痛点。",
        "Clearly high in most months of the period: lasting problems.";
    spike: "突增", "Sudden";
    spike_lead: "超出自身历史规律的突然上升：风险点。同一人造成的标为“单一来源”，只列出、不采用。",
        "A rise beyond what their own past explains: early warnings. What one reporter made is \
         marked “single source”: shown, never used.";
    cluster: "连片突增", "Over neighbouring areas";
    cluster_lead: "相邻几个地区合在一起明显偏高，而其中任何一个单独看都不突出。",
        "Several neighbouring areas lie above their expectation together, and none of them stands \
         out alone.";
    repeat_reporter: "一人多诉", "One reporter, again and again";
    repeat_reporter_lead: "同一人就同一地区同一事项反复反映：应尽早提级，计一件诉求。",
        "One reporter asks about one matter in one place again and again: to be escalated early, \
         and counted once.";
    group: "多人同诉", "Many reporters, one matter";
    group_lead: "短期内许多人反映同一地点同一事项，远超平时：群体性诉求预警。",
        "Within days many people ask about one matter in one place, far beyond what is usual \
         there: a warning of a group complaint.";
    reporters: "人数", "Reporters";
    what: "事项", "What";
    place: "地区", "Where";
    days: "时段", "Days";
    expected: "预期", "Expected";
    strength: "为预期的倍数", "Times expected";
    months_flagged: "偏高月数", "Months high";
    in_words: "说明", "In words";
    single_source: "单一来源", "single source";
    no_findings: "本期没有此类发现。", "No finding of this kind in the period.";

    // progress
    progress: "办理进展", "Progress";
    progress_lead:
        "{month}：{known} 个可比的问题中 {fell} 个诉求量环比下降；● {green} 个、▲ {amber} 个、■ {red} 个、○ {grey} 个。",
        "{month}: demands fell against the month before in {fell} of the {known} \
         {known?problem:problems} that can be compared; ● {green}, ▲ {amber}, ■ {red}, ○ {grey}.";
    lights: "逐月灯号", "Lights by month";
    light_green: "下降，超出偶然波动", "falling, more than chance explains";
    light_amber: "没有明显变化", "no clear change";
    light_red: "上升，超出偶然波动", "rising, more than chance explains";
    light_grey: "无法判断", "cannot tell";
    light_rule: "灯号规则", "The rule";
    latest: "最近完整月份", "Last complete month";
    mom: "环比", "on the month";
    yoy: "同比", "on the year";
    against: "对 {n}", "from {n}";
    effect: "相对全市走势", "against the city’s course";
    incomplete_month: "该月数据不完整，不作比较", "month not wholly covered, not compared";
    no_progress: "没有可跟踪的问题。", "No topic to follow.";

    // quadrants
    satisfaction: "满意率", "satisfaction";
    resolution: "解决率", "resolution";
    quadrants: "量与满意度", "Volume and satisfaction";

    // busiest streets
    busiest: "诉求最多的街道乡镇", "Streets and towns with most demands";
    busiest_areas: "诉求最多的地区", "Areas with most demands";
    busiest_lead: "{month}，与上月相比。", "{month}, against the month before.";
    before: "上月排名", "Rank before";
    entered: "新进", "entered";
    left: "退出名单：{areas}。", "Left the list: {areas}.";
    change: "增减", "Change";

    // where and when
    where_when: "在哪里、什么时候", "Where and when";
    where_when_lead: "诉求集中在哪些类别、哪些地区、哪些时段。",
        "Which categories, areas and hours the demands come from.";
    pareto: "少数类别占了多少", "How few categories hold most of it";
    districts_map: "各区", "District by district";
    hours: "一周里的哪些时段", "Hours of the week";

    // definitions
    definitions: "口径与方法", "Definitions and methods";
    source: "出处", "Source";

    // rows
    rows: "数据怎么加总", "How the rows add up";
    rows_read: "读入行数", "rows read";
    rows_accepted: "采用", "accepted";
    rows_set_aside: "不属诉求，另存", "set aside: not demands";
    rows_duplicate: "重复", "duplicates";
    rows_rejected: "拒收", "rejected";
    rows_share: "占比", "Share";
    rows_count: "行数", "Rows";
    rows_reason: "拒收原因", "Reason for rejection";
    rows_add_up: "四项之和等于读入行数。", "The four add up to the rows read.";
    rows_do_not_add_up: "四项之和与读入行数相差 {n} 行，请核查。",
        "The four differ from the rows read by {n}: check the reading.";
    files: "文件", "Files";
    files_note: "全部表格在 tables/ 下，CSV 和 Parquet 各一份；图在 charts/ 下，{kinds}；运行记录见 run_results.json。",
        "All tables are in tables/, as CSV and Parquet; charts in charts/, as {kinds}; the record \
         of the run is run_results.json.";
    files_kinds: "SVG 和 PNG 各一份", "SVG and PNG";
    files_svg: "为 SVG", "SVG";
    made_by: "由 yiti {version} 生成，运行编号 {run}", "Made by yiti {version}, run {run}";
}
