//! What the views say in the reviews (month, week, day) and on their pages, Chinese beside English:
//! sentences with their `{…}` filled in, and the words of cells.

use super::wording::wordings;

wordings! {
    /// The wordings of one language.
    ReviewSentences:
    // the answer
    none_followed: "本月没有在办的题", "No topic is under way this month";
    not_over: "本月数据只到 {day}，不与其他月份比较",
        "Data of this month ends on {day}: not compared with other months";
    not_covered: "本月数据不完整，不与其他月份比较",
        "The data of this month is incomplete: not compared with other months";
    before_missing: "上月没有完整数据，无法比较", "The month before has no complete data to compare with";
    all_fell: "{topics} 个题的诉求量全部下降，其中 {beyond} 个超出偶然波动",
        "All {topics} {topics?topic:topics} fell, {beyond} of them beyond chance";
    some_fell: "{topics} 个题中，{fell} 个下降，其中 {beyond} 个超出偶然波动；{rose} 个上升",
        "Of {topics} {topics?topic:topics}, {fell} fell, {beyond} of them beyond chance; {rose} \
         rose";
    none_of: "0", "none";
    some_same: "；{same} 个持平", "; {same} stayed the same";
    some_unknown: "；{unknown} 个无法判断", "; {unknown} cannot be told";
    lights_say: "以上与上月相比。再扣除季节和全市走势：● {green} 个下降，■ {red} 个上升，▲ {amber} 个没有明显变化，○ {grey} 个看不出。",
        "That is against the month before. Allowing for the season and the city’s course: ● \
         {green} down, ■ {red} up, ▲ {amber} no clear change, ○ {grey} cannot be told.";
    lights_say_only: "扣除季节和全市走势：● {green} 个下降，■ {red} 个上升，▲ {amber} 个没有明显变化，○ {grey} 个看不出。",
        "Allowing for the season and the city’s course: ● {green} down, ■ {red} up, ▲ {amber} no \
         clear change, ○ {grey} cannot be told.";
    basis_adopted: "题目：台账已采纳的题。", "Topics: those that the ledger adopts.";
    basis_published: "题目：据 {year} 年数据发布的清单。", "Topics: the list published from the data of {year}.";
    basis_own: "尚无已发布或已采纳的清单：以下为本期数据会列出的题，仅供参考。",
        "No list is published or adopted yet: these are the topics that this data would list, for \
         reference only.";
    basis_missing: "清单中的 {titles} 在本期数据里没有对应的题。",
        "Listed, but not among the topics of this data: {titles}.";

    // what to do
    rises_here: "{now} 件，上月 {then} 件", "{now} {now?demand:demands}, {then} the month before";
    attention_red: "上升", "Rising";
    attention_measure: "措施未见效", "No effect yet";
    attention_spike: "突增", "Outbreak";
    attention_late: "超期", "Overdue";
    red_says: "{orders} 件，应有 {expected} 件（{effect}）",
        "{orders} {orders?demand:demands} where {expected} would be expected ({effect})";
    red_moves: "；增加最多：{area}（{change} 件）", "; most of the rise is in {area} ({change})";
    lead_says: "；主办：{department}", "; mainly handled by {department}";
    spike_says: "{area}：{orders} 件，平常 {expected} 件（{days}）",
        "{area}: {orders} {orders?demand:demands}, {expected} usual ({days})";
    late_title: "过期未办结", "Past their deadline and open";
    late_says: "{late} 件；最多：{department}（{most} 件）",
        "{late} {late?demand:demands}; most at {department} ({most})";

    // the lights
    lights_lead: "{month}；先列上升的。“应有”为该题若随季节和全市走势变化的诉求量。",
        "{month}; rising ones first. “Expected” is the demand had the topic followed its season \
         and the rest of the city.";
    from: "上月 {n}", "from {n}";
    from_year: "去年 {n}", "from {n}";
    interval: "{low} 至 {high}", "{low} to\u{a0}{high}";
    rate_answers: "{yes}/{known}", "{yes}\u{a0}of\u{a0}{known}";
    rate_interval: "{low}—{high}", "{low}\u{a0}–\u{a0}{high}";
    rate_points: "{points}\u{a0}个百分点", "{points}\u{a0}{points?point:points}";
    rate_young: "只回访 {share}", "{share}\u{a0}asked";
    no_answer: "没有已知答复", "no known answer";

    // has it worked
    placebo_of: "{rank} / {all}", "{rank} of {all}";
    none_detectable: "看不出", "none";
    none_detectable_note: "诉求太少或起伏太大，出台措施后 {months} 个月内无法判断是否见效",
        "too few or too unsteady: whether a measure works cannot be told within {months} months";

    // findings
    first_report: "没有突增。此前没有同类报告，还不能说哪些长期高频是新出现的。",
        "Nothing broke out. No report of this kind was published before, so it cannot be said \
         which lasting demands are new.";
    nothing_new: "没有新出现或已结束的突增和长期高频。", "No outbreak and no lasting demand is new or over.";
    rarity_most: "千月以上一次", "less than once in 1,000 months";
    rarity_least: "每月都会偶然出现", "chance brings one every month";
    verdict_confirmed: "属实", "confirmed";
    verdict_known: "已知", "known before";
    verdict_artefact: "数据所致", "made by the data";
    verdict_duplicate: "重复", "duplicate";
    precision_part: "{all} 条中 {real} 条属实（{share}）", "{real} of {all} real ({share})";
    state_new: "新出现", "new";
    state_continuing: "仍在继续", "continuing";
    state_over: "已结束", "over";
    rarity_says: "平均 {n} 个月一次", "once in {n} {n?month:months}";

    // a week, a day
    nothing_broke_out: "没有突增", "Nothing broke out";
    broke_out: "突增 {new} 处新出现，{continuing} 处仍在继续",
        "{new} new {new?outbreak:outbreaks}, {continuing} continuing";
    feed_came: "共收到诉求 {orders} 件，平常 {usual} 件；",
        "{orders} {orders?demand:demands} came in (usually about {usual}); ";
    feed_whole: "数据完整。", "the data is complete.";
    feed_part: "数据不完整，只覆盖平常诉求的 {share}：先核实数据，再看数字。",
        "the feed is not whole, it covers {share} of the usual demand: check it before any figure.";
    mover_category: "诉求类别", "category";
    mover_district: "区", "district";
    from_week: "上周 {n}", "from {n}";

    // places and units
    governance: "诉求最多的地区", "Areas with most demands";
    resolved_at_age: "{days} 日内解决", "Resolved within {days} {days?day:days}";
    closed_at_age: "{days} 日内办结", "Closed within {days} {days?day:days}";
    of_old: "已满期 {n} 件", "of {n} old enough";
    none_old: "尚无满期的诉求", "none is old enough yet";
    area_orders: "本月 {n} 件", "{n} {n?demand:demands} this month";
    area_orders_year: "本年 {n} 件", "{n} {n?demand:demands} this year";
    area_change_year: "{now}，同比 {change}（{from}）", "{now}, {change} on the year ({from})";
    band_year: "低于同类 {low} 个月，高于 {high} 个月", "months below peers: {low}, above: {high}";
    late_classes_year: "本年受理、已到期的", "Received this year and due";
    late_day_lead: "截至 {day}，近十二个月受理的诉求中已到期的：按时办结、逾期办结、至今未办结。",
        "As of {day}, demands received in the last twelve months whose deadline has passed: closed \
         in time, closed late, still open.";
    late_day_none: "截至 {day} 没有过期未办结的诉求。", "As of {day} nothing is past its deadline and open.";
    late_day_open: "过期未办结 ", "Past their deadline and open: ";
    checkup_says: "{all} 个题中，{fell} 个诉求量低于上年，{rose} 个高于上年，{unknown} 个没有可比的上年。",
        "Of {all} {all?topic:topics}, {fell} had fewer demands than the year before and {rose} \
         more; {unknown} have no year before to compare with.";
    checkup_none: "本年没有已发布或已采纳的清单，无从体检。",
        "No list was published or adopted for this year: there is nothing to check up on.";
    checkup_of: "{n} / {all}", "{n} of {all}";
    checkup_no_measure: "未登记措施", "no measure";
    change_points: "与上年相差 {points}", "{points} {points?point:points}";
    area_change: "{now}，环比 {change}（{from}）", "{now}, {change} on the month ({from})";
    unit_open: "过期未办结 {n} 件", "{n} open past {n?its:their} deadline";
    unit_open_none: "没有过期未办结的", "Nothing is overdue";
    closing: "一半诉求在{half}内办结，九成在{most}内。",
        "Half of the demands are closed within {half}, nine in ten within {most}.";
    in_days: " {n} 天", "{n} {n?day:days}";
    no_district_pages: "这样多的地区不逐个出页。", "So many have no page each.";
    two_hours: "2 小时", "2 hours";
    one_day: "24 小时", "24 hours";
    seven_days: "7 天", "7 days";
    fifteen_days: "15 天", "15 days";
    other_deadline: "其他", "other";
    checked_says: "对{month}的 {all} 项推算，实际落在范围内的有 {held} 项；迄今共核对 {all_ever} 项，落在范围内 {share}（本意为八成）。",
        "Of {all} forecasts of {month}, {held} held; of all {all_ever} checked so far {share} did, \
         where four in five are meant to.";
    checked_none: "此前没有通报推算过本月，尚无可核对的。",
        "No earlier bulletin has forecast this month: there is nothing to check yet.";
    checked_unknown: "本月数据不完整，不核对此前的推算。",
        "The data of this month is incomplete: earlier forecasts are not checked against it.";
    checked_here: "上期推算本月 {expected} 件（{range}），实际 {orders} 件：{held}。",
        "The last bulletin expected {expected} ({range}); {orders} came: {held}.";
    held_within: "在范围内", "within the range";
    held_above: "多于范围", "above the range";
    held_below: "少于范围", "below the range";
    forecast_by: "{period}期", "by {period}";
    seasons_none: "没有往年同月明显多发的类别。",
        "No category is clearly higher in these months than over the year.";
    seasons_short: "不足十二个完整月，看不出往年什么时候多发。",
        "There are not twelve complete months yet: what usually comes is not known.";
    season_year: "{year}年 {n}", "{year}: {n}";
    resources_unknown: "量大、率低是缺人、缺钱还是缺办法，本数据看不出：[areas] 文件没有 workers、budget 两列。",
        "Whether people, money or ways are short where much is asked and the rate is low is not in \
         this data: the [areas] file has no columns workers and budget.";
    channels: "各渠道", "Channel by channel";
    channel: "渠道", "Channel";
    request_types: "各类诉求", "Kind of request by kind";
    request_type: "诉求类型", "Kind";
    dispatches: "派单方式", "How demands were dispatched";
    dispatch: "派单方式", "Dispatch";
    communities: "诉求最多的 {n} 个社区", "The {n} {n?community:communities} with most demands";
    community: "社区", "Community";
    communities_lead: "按件数排列；社区人口多少不一，件数多不等于办得差。",
        "By number of demands; communities differ in size, and many demands do not mean bad work.";
    gap_says:
        "全市满意率 {satisfied}，解决率 {resolved}，相差 {gap} 个百分点；满意率一般高出 10—20 个百分点，差得多说明态度好而没办成，\
         差得少或为负说明办成了也不满意。",
        "Satisfaction is {satisfied} and resolution {resolved} in the city: {gap} \
         {gap?point:points}. Satisfaction usually lies 10 to 20 points higher; more of a gap means \
         that people were treated well and not helped, less or none that they were helped and not \
         pleased.";
    livelihood_says: "“七有”“五性”总指数 {index}（满分 100）；{unplaced} 的诉求不属于任何层次。",
        "Index of the seven haves and five natures: {index} of 100; {unplaced} of demands belong \
         to no tier.";
    tiers: "民生层次", "Tiers";
    haves: "七有", "Seven haves";
    natures: "五性", "Five natures";
    rings: "由家到城", "From home to city";
    reporting_interval: "{low} 至 {high}", "{low} to {high}";
    reporting_as_city: "与全市无明显差别", "as the whole city";
    reporting_list_same: "若各区一样愿意反映，清单不变。",
        "Did all districts report as readily, the list would be the same.";
    reporting_list_moves: "若各区一样愿意反映，清单会变：列入 {enters}；移出 {leaves}。",
        "Did all districts report as readily, the list would change: in {enters}; out {leaves}.";
    reporting_bands_same: "各区档次不变。", "No district’s band would change.";
    reporting_bands_moved: "档次会变的区：{areas}。", "Bands that would change: {areas}.";
    second_says:
        "与上月相比超出平常波动的上升：{all} 项中两边都上升 {both} 项，只有本热线上升 {first} 项，只有另一边上升 {second} 项，{unknown} \
         项无法比较。",
        "Rises on the month beyond the usual noise: of {all} compared, both rise in {both}, this \
         hotline alone in {first}, the other alone in {second}; {unknown} cannot be told.";
    second_both: "两边都上升", "both rise";
    second_first_only: "只有本热线上升", "this hotline alone";
    second_second_only: "只有另一边上升", "the other alone";
    second_neither: "都没有明显上升", "neither";
    second_unknown: "无法比较", "cannot be told";
    escalated_says: "提级 {n} 件（{share}）", "{n} escalated ({share})";
    band_high: "高于同类", "above peers";
    band_middle: "与同类相当", "like its peers";
    band_low: "低于同类", "below peers";
}
