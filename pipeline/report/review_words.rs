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
    none_of: "0", "none";
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
    late_title: "过期未办结", "Past their deadline and open";
    late_says: "{late} 件；最多：{department}（{most} 件）", "{late} demands; most at {department} ({most})";

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
    rate_answers: "{yes}/{known}", "{yes} of {known}";
    rate_interval: "{low}—{high}", "{low} – {high}";
    rate_points: "{points} 个百分点", "{points} points";
    rate_young: "只回访 {share}", "{share} asked";
    no_answer: "没有已知答复", "no known answer";
    sits: "主要在", "Mostly in";
    moves: "变化最大", "Moved most";
    rates_note: "三率为已知答复中的比例，下方为分子/分母、95% 区间和与上月相差的百分点；“只回访”表示本月答复明显少于上月，比率还会变，暂不比较。", "The three rates are shares of known answers; below are numerator and denominator, the 95% interval, and the change in percentage points. “Asked”: clearly fewer answers are in than for the month before, so the rate may still change and is not compared.";

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
    placebo: "降幅在无措施类别中的名次", "Rank among categories without a measure";
    placebo_of: "{rank} / {all}", "{rank} of {all}";
    detectable: "能看出的最小降幅", "Smallest fall that could be seen";
    counterfactual_title: "{title}：措施前后", "{title}: before and after the measure";
    counterfactual_start: "措施开始", "measure begins";
    counterfactual_observed: "实际", "observed";

    // findings
    first_report: "没有突增。此前没有同类报告，还不能说哪些长期高频是新出现的。", "Nothing broke out. No report of this kind was published before, so it cannot be said which lasting demands are new.";
    nothing_new: "没有新出现或已结束的突增和长期高频。", "No outbreak and no lasting demand is new or over.";
    rarity_most: "千月以上一次", "less than once in 1,000 months";
    rarity_least: "每月都会偶然出现", "chance brings one every month";
    verdict_confirmed: "属实", "confirmed";
    verdict_known: "已知", "known before";
    verdict_artefact: "数据所致", "made by the data";
    verdict_duplicate: "重复", "duplicate";
    precision: "以往人工核查过的发现：{parts}。", "Of past findings that people have looked at: {parts}.";
    precision_part: "{all} 条中 {real} 条属实（{share}）", "{real} of {all} real ({share})";
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
    heat_title: "各题在各区的诉求量", "Each topic in each district";
    heat_unit: "件；{month}。颜色越深，越多于该区按全部诉求应占的份额", "Demands; {month}. Darker = more than the district’s share of all demands would give";
    heat_shade: "与应占份额之比", "Times its share";
    heat_most: "超出应占份额最多的：{cells}。", "Furthest above their share: {cells}.";
    heat_none: "没有明显超出应占份额的。", "None is clearly above its share.";
    governance: "诉求最多的地区", "Areas with most demands";
    area: "地区", "Area";
    share_of_city: "占全市", "Share";
    per_10k: "每万人", "Per 10,000";
    resolved_at_age: "{days} 日内解决", "Resolved within {days} days";
    closed_at_age: "{days} 日内办结", "Closed within {days} days";
    of_old: "已满期 {n} 件", "of {n} old enough";
    none_old: "尚无满期的诉求", "none is old enough yet";
    age_note: "“若干日内解决”只看已满该天数（加回访时间）的诉求，各月同龄相比；新近的诉求还在办理，不计入。", "“Resolved within so many days” looks only at demands that are old enough, so that months are compared at the same age; younger ones are still being worked on and are left out.";
    standing: "比率 {rate}（件数少的已向同类平均靠拢），在同类中大致第 {low}—{high} 位", "rate {rate} (few cases are drawn towards the peers’ mean), about place {low} – {high} among its peers";
    area_orders: "本月 {n} 件", "{n} demands this month";
    area_change: "{now}，环比 {change}（{from}）", "{now}, {change} on the month ({from})";
    unit_open: "过期未办结 {n} 件", "{n} past their deadline and open";
    closing: "一半诉求在{half}内办结，九成在{most}内。", "Half of the demands are closed in {half}, nine in ten in {most}.";
    in_days: " {n} 天", "{n} days";
    streets: "街道乡镇", "Streets and towns";
    topics_here: "各题在本区", "The topics here";
    share_of_topic: "占该题", "Share of the topic";
    led_topics: "主办的题", "Topics it handles most of";
    by_month: "逐月情况", "Month by month";
    two_hours: "2 小时", "2 hours";
    one_day: "24 小时", "24 hours";
    seven_days: "7 天", "7 days";
    fifteen_days: "15 天", "15 days";
    other_deadline: "其他", "other";
    late_classes: "本月受理、已到期的", "Received this month and due";
    late_units: "近十二个月受理、至今未办结最多的单位", "Units with most still open, received in the last twelve months";
    outlook: "未来三个月", "The next three months";
    outlook_lead: "按季节和近期水平推算的诉求量，下方为八成把握的范围；下期通报将核对。", "Demand to expect from the season and the recent level, with the range that holds four times in five; the next bulletin checks it.";
    band: "档次", "Band";
    band_high: "高于同类", "above peers";
    band_middle: "与同类相当", "like its peers";
    band_low: "低于同类", "below peers";
    departments: "各承办单位", "Unit by unit";
    department: "承办单位", "Unit";
    all_rows: "完整数据见 {file}。", "All of it is in {file}.";
    about: "口径和数据", "Definitions and data";
}
