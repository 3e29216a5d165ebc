//! Wordings of the reviews (month, week, day) and of their pages, Chinese beside English: headings
//! and notes that the templates print by themselves. What the views say is in
//! `review_sentences.rs`.

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

    // what to do
    attention: "本月需要关注", "Who should act on what";
    attention_none: "本月没有超出偶然波动的上升，也没有新的突增。", "Nothing rose beyond chance, and nothing broke out.";
    attention_here: "本区本月需要关注", "What to act on here";
    attention_none_here: "没有超出偶然波动的上升，没有新的突增，也没有低于同类的街道。",
        "Nothing rose beyond chance, nothing broke out, and no street is below its peers.";

    // the lights
    lights: "各题进展", "How each topic stands";
    topic: "题目", "Topic";
    this_month: "本月（件）", "This month";
    mom: "环比", "On the month";
    yoy: "同比", "On the year";
    against_expected: "与应有相比", "Against expected";
    sits: "主要在", "Mostly in";
    moves: "变化最大", "Moved most";
    rates_note: "三率为已知答复中的比例，下方为分子/分母、95% 区间和与上月相差的百分点；“只回访”表示本月答复明显少于上月，比率还会变，暂不比较。",
        "The three rates are shares of known answers; below are numerator and denominator, the 95% \
         interval, and the change in percentage points. “Asked”: clearly fewer answers are in than \
         for the month before, so the rate may still change and is not compared.";

    // has it worked
    measures: "措施见效了吗", "Has it worked?";
    measures_lead: "把每项措施之后的诉求量，与该题若随季节和未列题诉求变化的水平相比。",
        "Demand since each measure began, against what it would have been had the topic moved as \
         untreated demands did.";
    measures_none: "没有登记措施的开始日期（[monitor] measure_start），无法判断见效与否。",
        "No measure has a start day ([monitor] measure_start), so nothing can be said of effects.";
    measure_since: "措施始于", "Measure since";
    measure_months: "完整月数", "Full months";
    observed: "实际（件）", "Observed";
    expected: "应有（件）", "Expected";
    effect: "效果", "Effect";
    verdict: "结论", "Verdict";
    placebo: "降幅在无措施类别中的名次", "Rank among categories without a measure";
    detectable: "能看出的最小降幅", "Smallest fall that could be seen";
    detectable_note: "出台措施后 {months} 个完整月；降得比这少，分不清是见效还是偶然",
        "within {months} complete months of a measure; less than that cannot be told from chance";

    // findings
    precision: "以往人工核查过的发现：{parts}。", "Of past findings that people have looked at: {parts}.";
    new: "有什么新情况", "What is new";
    new_lead: "诉求突然增多、超出自身规律的地方，和上期相比：新出现、仍在继续、已经结束。",
        "Where demand rose beyond its own past, against the period before: new, continuing, over.";
    state: "状态", "State";
    first_seen: "首次发现", "First seen";
    kind: "类型", "Kind";
    rarity: "有多少见", "How rare";
    people_say: "核查", "Reviewed";
    not_reviewed: "未核查", "not yet";

    // a week, a day
    movers: "变化最大的", "What moved";
    movers_lead: "全市各类诉求和各区，本周与上周相比变化超出自身平常波动的，按件数排列。",
        "Categories of the whole city, and districts, whose change against the week before exceeds \
         their own usual one, by demands.";
    movers_none: "没有超出平常波动的变化。", "Nothing moved by more than it usually does.";
    this_week: "本周（件）", "This week";
    on_week: "与上周相比", "On the week";
    week_last_year: "去年同周", "Same week last year";

    // late
    late: "哪些超期了", "What is late";
    late_lead: "已到期的诉求，按时限分类：按时办结、逾期办结、至今未办结。",
        "Demands whose deadline has passed, by how long it was: closed in time, closed late, still \
         open.";
    late_none: "本数据没有办理时限，无法判断超期。",
        "Deadlines are not in this data, so nothing can be said of what is late.";
    deadline: "时限", "Deadline";
    due: "已到期", "Due";
    on_time: "按时办结", "In time";
    overdue_closed: "逾期办结", "Closed late";
    overdue_open: "逾期未结", "Late and open";
    age_median: "未结年龄中位数（天）", "Median age, days";

    // places and units
    places: "各区情况", "District by district";
    places_lead: "同类地区之间分三档：只有差别超出偶然波动才分档，不排名次。",
        "Areas of like size and demand are put into three bands, and only where they differ beyond \
         chance; there are no ranks.";
    area: "地区", "Area";
    share_of_city: "占全市", "Share";
    per_10k: "每万人", "Per 10,000";
    age_note: "“若干日内解决”只看已满该天数（加回访时间）的诉求，各月同龄相比；新近的诉求还在办理，不计入。",
        "“Resolved within so many days” looks only at demands that are old enough, so that months \
         are compared at the same age; younger ones are still being worked on and are left out.";
    standing: "比率 {rate}（件数少的已向同类平均靠拢），在同类中大致第 {low}—{high} 位",
        "rate {rate} (few cases are drawn towards the peers’ mean), about place {low} – {high} \
         among its peers";
    this_year: "本年（件）", "This year";
    late_all_classes: "按时限分类", "By length of the deadline";
    checkup: "本年各题体检", "How this year’s topics did";
    checkup_lead: "清单上的题一年来的诉求量（与上年相同月份相比）、三率（与上年相差的百分点）、低于上年同月的月数和措施结论。",
        "Topics of the year’s list: demands (against the same months of the year before), the \
         three rates (and their change in percentage points), months below the same month a year \
         before, and what the measure did.";
    checkup_months: "低于上年的月数", "Months below last year";
    streets: "街道乡镇", "Streets and towns";
    topics_here: "各题在本区", "The topics here";
    share_of_topic: "占该题", "Share of the topic";
    led_topics: "主办的题", "Topics it handles most of";
    by_month: "逐月情况", "Month by month";
    late_classes: "本月受理、已到期的", "Received this month and due";
    late_units: "近十二个月受理、至今未办结最多的单位",
        "Units with most still open, received in the last twelve months";
    outlook: "未来三个月", "The next three months";
    outlook_lead: "按季节和近期水平推算的诉求量，下方为八成把握的范围；下期通报将核对。",
        "Demand to expect from the season and the recent level, with the range that holds four \
         times in five; the next bulletin checks it.";
    checked: "上期推算准不准", "How the last forecast fared";
    forecast: "上期推算", "Forecast";
    came: "实际", "What came";
    held: "结果", "Outcome";
    seasons: "今后两个月往年多发的诉求", "What usually comes in the next two months";
    seasons_lead: "往年同月明显多于全年月均的类别，可提前部署。",
        "Categories that in past years were clearly above their own monthly mean in the month, so \
         that one can prepare.";
    season_month: "月份", "Month";
    season_seen: "往年该月（件）", "The month in past years";
    season_usual: "月均（件）", "Mean month";
    season_ratio: "倍数", "Times the mean";
    season_once: "仅一年，待第二年确认", "one year only: needs a second year";
    season_unit: "主要承办", "Mainly handled by";
    stays: "连续 {n} 个月在榜", "{n} {n?month:months} in a row";
    large_and_low: "人口多、低于同类的街道乡镇", "Streets with many residents, below their peers";
    per_worker: "人均诉求（件）", "Per worker";
    budget_per_order: "件均经费", "Money per demand";
    gap: "满意率减解决率（百分点）", "Satisfaction minus resolution, points";
    livelihood: "民生：层次、七有五性、由家到城", "Livelihood: tiers, haves, natures and how near to home";
    livelihood_note:
        "指数为已知各率（响应、解决、满意）的平均，总指数按权重平均，权重取自主题树；这是评价中居民评价的一半，另一半（监测指标）不在本数据中。一类诉求可属于几项。",
        "An index is the mean of the rates that are known (responded, resolved, satisfied); that \
         of all is weighted by the theme tree. This is the half that residents’ answers give; the \
         other half, monitored figures, is not in this data. A demand may belong to several.";
    index: "指数", "Index";
    weight: "权重", "Weight";
    reporting: "谁在反映", "Who reports";
    reporting_lead: "一个问题有人反映以后、办结以前，别人再来反映同一问题的快慢，说明当地居民是否愿意反映：1.00 为全市，0.50 为全市的一半。只作参考，不改动任何数字。",
        "Once a matter has been reported and until it is closed, how soon others report it too \
         tells how readily people report: 1.00 is the whole city, 0.50 half as readily. For \
         reference: no figure is changed by it.";
    reporting_rate: "反映意愿（全市为 1）", "Readiness (city = 1)";
    reporting_orders: "若与全市一样愿意反映（件）", "Demands at the city’s readiness";
    reporting_band: "那时的档次", "Band then";
    reporting_note:
        "区间为 95% 区间。只看有人反映过的地点（坐标约五十米内，没有坐标则为社区村）；从没有人反映的地点无从得知。假定同类问题在各区持续的时间相近（Liu 等 2023）。",
        "Intervals are 95%. Only places where something was reported count (some fifty metres of \
         coordinates, else a community); of places where nobody reports, nothing is known. It \
         assumes that matters of a kind last equally long everywhere (Liu et al. 2023).";
    second: "并看：", "Beside it:";
    second_first: "本热线（件）", "This hotline";
    second_moves: "走势", "Course";
    then: "；", "; ";
    band: "档次", "Band";
    departments: "各承办单位", "Unit by unit";
    department: "承办单位", "Unit";
}
