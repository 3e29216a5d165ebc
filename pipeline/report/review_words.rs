//! Wordings of the reviews (month, week, day) and of their pages, Chinese beside English.

use super::wording::wordings;

wordings! {
    /// The wordings of one language.
    ReviewWords:
    // titles
    title_day: "日报告", "Daily report";
    title_week: "周分析", "Weekly analysis";
    title_month: "月通报", "Monthly bulletin";
    title_year: "年体检", "Annual check-up";
    home: "返回首页", "Back to the first page";
    skip: "跳到正文", "Skip to the content";
    sort: "点击排序", "Sort by this column";
    filter: "筛选", "Filter";
    filter_none: "没有符合的行。", "No row fits.";

    // the answer
    none_followed: "本月没有在办的题", "No topic is under way this month";
    not_over: "本月数据只到 {day}，不与其他月份比较", "Data of this month ends on {day}: not compared with other months";
    not_covered: "本月数据不完整，不与其他月份比较", "The data of this month is incomplete: not compared with other months";
    before_missing: "上月没有完整数据，无法比较", "The month before has no complete data to compare with";
    all_fell: "{topics} 个题的诉求量全部下降，其中 {beyond} 个超出偶然波动", "All {topics} topics fell, {beyond} of them beyond chance";
    some_fell: "{topics} 个题中，{fell} 个下降，其中 {beyond} 个超出偶然波动；{rose} 个上升", "Of {topics} topics, {fell} fell, {beyond} of them beyond chance; {rose} rose";
    some_same: "；{same} 个持平", "; {same} stayed the same";
    some_unknown: "；{unknown} 个无法判断", "; {unknown} cannot be told";
    lights_say: "以上与上月相比。再扣除季节和全市走势：● {green} 个下降，■ {red} 个上升，▲ {amber} 个没有明显变化，○ {grey} 个看不出。", "That is against the month before. Allowing for the season and the city’s course: ● {green} down, ■ {red} up, ▲ {amber} no clear change, ○ {grey} cannot be told.";
    lights_say_only: "扣除季节和全市走势：● {green} 个下降，■ {red} 个上升，▲ {amber} 个没有明显变化，○ {grey} 个看不出。", "Allowing for the season and the city’s course: ● {green} down, ■ {red} up, ▲ {amber} no clear change, ○ {grey} cannot be told.";
    basis_adopted: "题目：台账已采纳的题。", "Topics: those that the ledger adopts.";
    basis_published: "题目：据 {year} 年数据发布的清单。", "Topics: the list published from the data of {year}.";
    basis_own: "尚无已发布或已采纳的清单：以下为本期数据会列出的题，仅供参考。", "No list is published or adopted yet: these are the topics that this data would list, for reference only.";
    basis_missing: "清单中的 {titles} 在本期数据里没有对应的题。", "Listed, but not among the topics of this data: {titles}.";

    // what to do
    attention: "本月需要关注", "Who should act on what";
    attention_none: "本月没有超出偶然波动的上升，也没有新的突增。", "Nothing rose beyond chance, and nothing broke out.";
    attention_red: "上升", "Rising";
    attention_measure: "措施未见效", "No effect yet";
    attention_spike: "突增", "Outbreak";
    attention_late: "超期", "Overdue";
    red_says: "{orders} 件，应有 {expected} 件（{effect}）", "{orders} demands where {expected} would be expected ({effect})";
    red_moves: "；增加最多：{area}（{change} 件）", "; most of the rise is in {area} ({change})";
    lead_says: "；主办：{department}", "; mainly handled by {department}";
    spike_says: "{area}：{orders} 件，平常 {expected} 件（{days}）", "{area}: {orders} demands, {expected} usual ({days})";
    late_says: "{late} 件过期未办结，一半已超过 {age} 天；最多的是 {department}（{most} 件）", "{late} demands are past their deadline and open, half of them for more than {age} days; most at {department} ({most})";

    // the lights
    lights: "各题进展", "How each topic stands";
    lights_lead: "{month}；先列上升的。“应有”为该题若随季节和全市走势变化的诉求量。", "{month}; rising ones first. “Expected” is the demand had the topic followed its season and the rest of the city.";
    topic: "题目", "Topic";
    this_month: "本月（件）", "This month";
    mom: "环比", "On the month";
    yoy: "同比", "On the year";
    against_expected: "与应有相比", "Against expected";
    from: "上月 {n}", "from {n}";
    from_year: "去年 {n}", "from {n}";
    interval: "{low} 至 {high}", "{low} to {high}";
    rate_note: "{yes}/{known} 件，{low}—{high}", "{yes} of {known}; {low} – {high}";
    rate_points: "{points} 个百分点", "{points} points";
    rate_young: "回访未完（{share}），暂不比较", "calls not finished ({share}), not compared";
    no_answer: "没有已知答复", "no known answer";
    sits: "主要在", "Mostly in";
    moves: "变化最大", "Moved most";
    rates_note: "三率为已知答复中的比例，括出分子/分母和 95% 区间；本月回访明显少于上月时不作比较。", "The three rates are shares of known answers, with numerator, denominator and 95% interval; they are not compared while clearly fewer answers are in than for the month before.";

    // has it worked
    measures: "措施见效了吗", "Has it worked?";
    measures_lead: "把每项措施之后的诉求量，与该题若随季节和未列题诉求变化的水平相比。", "Demand since each measure began, against what it would have been had the topic moved as untreated demands did.";
    measures_none: "没有登记措施的开始日期（[monitor] measure_start），无法判断见效与否。", "No measure has a start day ([monitor] measure_start), so nothing can be said of effects.";
    measure_since: "措施始于", "Measure since";
    measure_months: "完整月数", "Full months";
    observed: "实际（件）", "Observed";
    expected: "应有（件）", "Expected";
    effect: "效果", "Effect";
    verdict: "结论", "Verdict";
    placebo: "在未列题中的名次", "Rank among untreated";
    placebo_of: "{rank} / {all}", "{rank} of {all}";
    detectable: "能看出的最小降幅", "Smallest fall that could be seen";
    counterfactual_title: "{title}：措施前后", "{title}: before and after the measure";
    counterfactual_start: "措施开始", "measure begins";
    counterfactual_observed: "实际", "observed";

    // findings
    new: "有什么新情况", "What is new";
    new_lead: "诉求突然增多、超出自身规律的地方，和上期相比：新出现、仍在继续、已经结束。", "Where demand rose beyond its own past, against the period before: new, continuing, over.";
    state: "状态", "State";
    state_new: "新出现", "new";
    state_continuing: "仍在继续", "continuing";
    state_over: "已结束", "over";
    first_seen: "首次发现", "First seen";
    kind: "类型", "Kind";
    rarity: "有多少见", "How rare";
    rarity_says: "平均 {n} 个月一次", "once in {n} months";
    people_say: "核查", "Reviewed";
    not_reviewed: "未核查", "not yet";

    // a week, a day
    nothing_broke_out: "没有突增", "Nothing broke out";
    broke_out: "突增 {new} 处新出现，{continuing} 处仍在继续", "{new} new outbreaks, {continuing} going on";
    feed_came: "共收到诉求 {orders} 件，平常 {usual} 件；", "{orders} demands came in, {usual} are usual; ";
    feed_whole: "数据完整。", "the feed is whole.";
    feed_part: "数据不完整，只覆盖平常诉求的 {share}：先核实数据，再看数字。", "the feed is not whole, it covers {share} of the usual demand: check it before any figure.";
    movers: "变化最大的", "What moved";
    movers_lead: "全市各类诉求和各区，本周与上周相比变化超出自身平常波动的，按件数排列。", "Categories of the whole city, and districts, whose change against the week before exceeds their own usual one, by demands.";
    movers_none: "没有超出平常波动的变化。", "Nothing moved by more than it usually does.";
    mover_category: "诉求类别", "category";
    mover_district: "区", "district";
    this_week: "本周（件）", "This week";
    on_week: "与上周相比", "On the week";
    from_week: "上周 {n}", "from {n}";
    week_last_year: "去年同周", "Same week last year";

    // late
    late: "哪些超期了", "What is late";
    late_lead: "已到期的诉求，按时限分类：按时办结、逾期办结、至今未办结。", "Demands whose deadline has passed, by how long it was: closed in time, closed late, still open.";
    late_none: "本数据没有办理时限，无法判断超期。", "Deadlines are not in this data, so nothing can be said of what is late.";
    deadline: "时限", "Deadline";
    due: "已到期", "Due";
    on_time: "按时办结", "In time";
    overdue_closed: "逾期办结", "Closed late";
    overdue_open: "逾期未结", "Late and open";
    age_median: "未结年龄中位数（天）", "Median age, days";

    // places and units
    places: "各区情况", "District by district";
    places_lead: "同类地区之间分三档：只有差别超出偶然波动才分档，不排名次。", "Areas of like size and demand are put into three bands, and only where they differ beyond chance; there are no ranks.";
    governance: "诉求最多的地区", "Areas with most demands";
    area: "地区", "Area";
    share_of_city: "占全市", "Share";
    per_10k: "每万人", "Per 10,000";
    resolved_at_age: "{days} 日内解决", "Resolved within {days} days";
    band: "档次", "Band";
    band_high: "高于同类", "above peers";
    band_middle: "与同类相当", "like its peers";
    band_low: "低于同类", "below peers";
    departments: "各承办单位", "Unit by unit";
    department: "承办单位", "Unit";
    all_rows: "完整数据见 {file}。", "All of it is in {file}.";
    about: "口径和数据", "Definitions and data";
}
