//! The wordings of the charts, of the year’s page and of the reviews, Chinese beside English:
//! titles, units, legends, and what a chart says in words.

use super::wording::wordings;

wordings! {
    /// The wordings of one language.
    ChartWords:
    // ranking
    ranking_title: "候选问题得分：前 {n} 名", "Scores of the first {n} {n?candidate:candidates}";
    ranking_unit: "得分 0—1，越高越应列入；{period}",
        "Scores from 0 to 1, higher = more reason to list it; {period}";
    selection: "入选频率", "selected";
    proposed: "建议列入", "on the list";
    not_proposed: "未列入", "not on the list";
    ranking_said: "得分最高的：{first}。", "Highest scores: {first}.";

    // year strip
    strip_title: "各主题何时研究，以及各自的季节", "When each theme is reviewed, with its season behind";
    strip_unit: "底色：入选问题该月诉求量与其平常月份之比；数据 {from}—{to}",
        "Shade: demands of the theme’s listed problems, as a multiple of their usual month; data \
         {from} – {to}";
    strip_review: "研究月份及问题数", "month of review, with its problems";
    strip_season: "诉求量", "demand";
    strip_unknown: "该月没有完整数据", "no complete data for the month";
    strip_alt: "每行一个主题，每列一个月；圆点为研究月份，颜色越深诉求越多。",
        "One row a theme, one column a month; a disc marks the month of review, darker means more \
         demand.";

    // months of a topic
    trend_title: "{title}：逐月诉求量", "{title}: demands by month";
    trend_unit: "件/月；{period}", "Demands a month; {period}";
    trend_expected: "若与全市同步的范围", "range had it moved with the city";
    trend_incomplete: "该月数据不完整", "month not wholly covered";

    // areas of a topic
    where_title: "{title}：各地区诉求量", "{title}: demands by area";
    where_unit: "件；{period}", "Demands; {period}";
    where_rest: "其余 {n} 个地区", "{n} other areas";
    where_resolved: "解决率", "resolved";
    where_per_10k: "每万人", "per 10,000";

    // sudden findings
    spikes_title: "最强的 {n} 次突增", "The {n} strongest sudden rises";
    spikes_unit: "横轴为日期，{period}；右列为期间诉求量 / 预期量（件）",
        "Days of {period}; right: demands / expected in those days";
    spikes_bar: "突增时段", "from first to last day";
    spikes_peak: "峰值", "peak";
    spikes_note: "实际 / 预期", "observed / expected";
    spikes_said: "最强的（类别、地区、高峰日）：{first}。",
        "The strongest, with area and day of the peak: {first}.";

    // volume and satisfaction
    quadrants_lead: "右下角诉求多而{rate}低，最需要投入；虚线为诉求量的中位数和全部答复的{rate}，橙色点落在右下角。",
        "At the lower right much is asked and {rate} is low: that is where effort is needed most. \
         Dashed lines are the median of demands and the {rate} of all answers together; orange \
         points lie in that corner.";
    quadrant_issues: "事项：诉求量与{rate}", "Issues: volume and {rate}";
    quadrant_districts: "各区：诉求量与{rate}", "Districts: volume and {rate}";
    quadrant_streets: "街道乡镇：诉求量与{rate}", "Streets and towns: volume and {rate}";
    quadrant_unit: "{period}；只含已知答复不少于 {least} 个的 {n} 个点",
        "{period}; the {n} with at least {least} {least?known answer:known answers}";
    quadrant_volume: "诉求量（件，对数刻度）", "Demands (log scale)";
    quadrant_alert: "量大、率低", "much asked, low rate";
    quadrant_lines: "分界线：{orders} 件，{name} {rate}。",
        "The lines: {orders} {orders?demand:demands}, {name} {rate}.";
    quadrant_corner: "量大、率低：{names}。", "Much asked, low rate: {names}.";
    quadrant_came: "新进入这一角：{names}。", "Came into that corner: {names}.";
    quadrant_left: "离开这一角：{names}。", "Left it: {names}.";
    quadrant_more: "另 {n} 个", "{n} more";
    quadrant_no_before: "之前没有可比的时段，看不出谁有变动。",
        "There is no comparable span before, so it cannot be said what moved.";
    quadrant_few: "答复太少，画不出来。", "There are too few answers to draw.";
    quadrant_none: "本数据没有解决率和满意率，无法作图。",
        "Resolution and satisfaction are not in this data, so there is nothing to draw.";

    // categories
    pareto_title: "{cut} 个类别占全部诉求的 80%",
        "{cut} {cut?category holds:categories hold} 80% of all demands";
    pareto_unit: "件；{period}；共 {all} 个类别，从多到少",
        "Demands; {period}; all {all} {all?category:categories}, largest first";
    pareto_bar: "该类别的诉求（左轴）", "demands of the category (left)";
    pareto_line: "累计占比（右轴）", "share that they add up to (right)";
    pareto_cut: "{cut} 个类别 = 80%", "{cut} {cut?category:categories} = 80%";
    pareto_said: "最多的：{first}。", "The largest: {first}.";

    // map
    map_title_per_10k: "每万人诉求量", "Demands per 10,000 residents";
    map_title: "诉求量", "Demands";
    map_unit: "{period}；颜色越深越多，每档地区数相近",
        "{period}; darker = more, each shade holds about as many areas";
    map_unit_tiles: "{period}；颜色越深越多，每档地区数相近；方块位置只表示大致方位",
        "{period}; darker = more, each shade holds about as many areas; tiles lie about where the \
         areas lie";
    map_unknown: "无数据", "not in this data";
    map_said: "最高：{most}；最低：{least}。", "Highest: {most}; lowest: {least}.";

    // districts by month
    multiples_title: "各区逐月诉求量", "Demands by month, district by district";
    multiples_unit: "件/月；每图各用自己的刻度，从 0 起；右上角为最近一个月",
        "Demands a month; each on its own scale from 0; at the upper right the last month";
    multiples_said: "最近一个月：{last}。", "Last month: {last}.";

    // categories by district
    cross_title: "各区的主要类别", "Main categories by district";
    cross_unit: "件；{period}。颜色越深，越多于该区按全部诉求应占的份额",
        "Demands; {period}. Darker = more than the district’s share of all demands would give";
    cross_said: "超出应占份额最多的：{cells}。", "Furthest above their share: {cells}.";
    cross_said_none: "没有明显超出应占份额的。", "None is clearly above its share.";
    cross_shade: "与应占份额之比", "Times its share";

    // hours of the week
    hours_title: "一周各时段平均每小时诉求量", "Mean demands an hour, by day of the week";
    hours_unit: "件/小时；{period}。颜色越深，越多于全周平均",
        "Demands an hour; {period}. Darker = more than the mean of the whole week";
    hours_shade: "与全周平均之比", "Times the week’s mean";
    hours_said: "最多的时段：{most}。", "The busiest: {most}.";
    weekdays: "周一,周二,周三,周四,周五,周六,周日", "Mon,Tue,Wed,Thu,Fri,Sat,Sun";

    // how soon demands are closed
    curve_title: "{name}：多久办结", "{name}: how soon demands are closed";
    curve_unit: "受理后各天数已办结的比例；{period}", "Share closed by each day after receipt; {period}";
    curve_axis: "受理后天数", "days after receipt";
    curve_half: "一半", "half";
    curve_most: "九成", "nine in ten";
    curve_year: "全期", "whole period";
    curve_month: "最近一个月", "last month";

    // the next months
    fan_title: "{name}：未来三个月", "{name}: the next three months";
    fan_unit: "件/月；{period}", "Demands a month; {period}";
    fan_observed: "实际", "observed";
    fan_expected: "推算及八成把握的范围", "expected, with the range that holds four times in five";
    fan_start: "由此往后为推算", "from here on expected";
    fan_said: "推算：{months}。", "Expected: {months}.";

    // before and after a measure
    counterfactual_title: "{title}：措施前后", "{title}: before and after the measure";
    counterfactual_start: "措施开始", "measure begins";
    counterfactual_observed: "实际", "observed";

    // topics by district
    heat_title: "各题在各区的诉求量", "Each topic in each district";
    heat_unit: "件；{month}。颜色越深，越多于该区按全部诉求应占的份额",
        "Demands; {month}. Darker = more than the district’s share of all demands would give";
    heat_shade: "与应占份额之比", "Times its share";
    heat_most: "超出应占份额最多的：{cells}。", "Furthest above their share: {cells}.";
    heat_none: "没有明显超出应占份额的。", "None is clearly above its share.";
}
