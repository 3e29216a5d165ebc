//! A small made-up city for the tests: 16 districts, 48 streets, 40 items, two years.

use chrono::NaiveDate;

use super::input::{Definition, KeyName, Period, Report, RowCounts};
use crate::language::Language;
use crate::mine::{Finding, FindingKind};
use crate::monitor::{Light, Progress};
use crate::panel::{Area, AreaId, AreaLevel, Available, Category, CategoryId, CellMonth, Counts, Panel, StatMonth};
use crate::propose::{Candidate, CandidateStatus, Mode, ProposedTopic, Stability, SubScore};
use crate::topics::Topic;

const THEMES: [(&str, &str, u32); 8] = [
    ("住房与物业", "Housing", 3),
    ("交通出行", "Transport", 9),
    ("供热供水", "Heating and water", 11),
    ("市容环境", "Environment", 6),
    ("医疗养老", "Health and care", 5),
    ("教育", "Education", 7),
    ("劳动权益", "Labour", 1),
    ("消费与市场秩序", "Consumption and market order", 10),
];
const ITEMS: [(&str, &str); 40] = [
    ("老楼加装电梯", "Lifts for old blocks"), ("物业服务不到位", "Poor property management"), ("房产证办理难", "Property certificates"), ("违法群租", "Illegal group renting"), ("新建住宅质量", "Quality of new homes"),
    ("小区周边停车难", "Parking shortage around estates"), ("违章停车", "Illegal parking"), ("公交线路与站点设置", "Bus lines and stops"), ("电动自行车通行秩序", "Electric-bike safety"), ("路灯不亮", "Street lamps out"),
    ("冬季供热不达标", "Heating that stays cold"), ("停水与水压不足", "Water cuts and low pressure"), ("停电", "Power cuts"), ("燃气安全", "Gas safety"), ("小区充电桩不足", "Too few chargers in estates"),
    ("施工噪声扰民", "Construction noise"), ("垃圾清运不及时", "Late waste collection"), ("下凹桥区积水", "Flooded underpasses"), ("占道经营", "Street peddlers"), ("露天烧烤与餐饮油烟", "Cooking fumes"),
    ("挂号难", "Hard to get an appointment"), ("社区医疗服务", "Community clinics"), ("养老机构收费与服务", "Care-home fees and services"), ("居家养老", "Home care for the old"), ("医保报销", "Insurance refunds"),
    ("普惠性幼儿园不足", "Affordable kindergartens"), ("入学政策咨询", "School admission"), ("校外培训机构退费", "Refunds of tutoring firms"), ("学校周边交通", "Traffic around schools"), ("课后服务", "After-school care"),
    ("拖欠工资", "Unpaid wages"), ("平台从业者社保", "Social insurance of platform workers"), ("劳动合同纠纷", "Labour contracts"), ("工伤认定", "Work injuries"), ("退休手续", "Retirement papers"),
    ("预付卡退费难", "Prepaid-card refunds"), ("网络购物纠纷", "Online shopping disputes"), ("房产中介违规", "Estate agents"), ("食品安全", "Food safety"), ("其他诉求", "Other requests"),
];
const DISTRICTS: [(&str, &str); 16] = [
    ("东城区", "Dongcheng"), ("西城区", "Xicheng"), ("朝阳区", "Chaoyang"), ("海淀区", "Haidian"), ("丰台区", "Fengtai"), ("石景山区", "Shijingshan"), ("门头沟区", "Mentougou"), ("房山区", "Fangshan"),
    ("通州区", "Tongzhou"), ("顺义区", "Shunyi"), ("昌平区", "Changping"), ("大兴区", "Daxing"), ("怀柔区", "Huairou"), ("平谷区", "Pinggu"), ("密云区", "Miyun"), ("延庆区", "Yanqing"),
];
const SIZES: [f64; 16] = [0.9, 1.2, 3.4, 2.8, 2.1, 0.7, 0.5, 1.1, 1.9, 1.2, 2.2, 1.9, 0.4, 0.4, 0.5, 0.3];
const LISTED: usize = 14;
const MONTHS: usize = 24;

/// Owns what a [`Report`] borrows.
pub struct Fixture {
    pub language: Language,
    pub panel: Panel,
    pub topics: Vec<Topic>,
    pub findings: Vec<Finding>,
    pub candidates: Vec<Candidate>,
    pub proposal: Vec<ProposedTopic>,
    pub progress: Vec<Progress>,
    pub caveats: Vec<String>,
    pub rows: RowCounts,
    pub causes: Vec<KeyName>,
    pub definitions: Vec<Definition>,
}

/// A value in [0, 1) from a position: a fixed scramble, the same on every machine.
fn noise(at: usize) -> f64 {
    let mut x = at as u64 ^ 0x9e37_79b9_7f4a_7c15;
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((x ^ (x >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
}

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

impl Fixture {
    pub fn new(language: Language) -> Self {
        let panel = panel(language);
        let topics: Vec<Topic> = (0..23).map(|i| topic(language, i)).collect();
        let candidates: Vec<Candidate> = (0..23).map(|i| candidate(language, i)).collect();
        Self {
            language,
            findings: findings(language),
            proposal: candidates.iter().take(LISTED).enumerate().map(|(i, c)| proposed(language, i, c)).collect(),
            progress: progress(&panel, &topics),
            caveats: vec![
                language.pick("2024年12月30日起数据缺两天，12月不与其他月份比较。", "The feed stops on 29 December 2024: December is not compared with other months.").to_owned(),
                language.pick("3.1% 的工单没有回访答复，三率只按已知答复计算。", "3.1% of orders have no call-back answer; rates count known answers only.").to_owned(),
            ],
            rows: RowCounts { read: 6_204_118, accepted: 5_873_402, set_aside: 310_877, duplicate: 12_604, rejected: 7_235, rejected_by_reason: vec![("received_at: impossible date".to_owned(), 5_120), ("unknown area <script>".to_owned(), 2_115)] },
            causes: vec![
                KeyName { key: "management".to_owned(), zh: "管理不到位".to_owned(), en: "Management not in place".to_owned() },
                KeyName { key: "infrastructure".to_owned(), zh: "基础设施不完善".to_owned(), en: "Infrastructure incomplete".to_owned() },
            ],
            definitions: vec![
                Definition { name: language.pick("环比", "Month-on-month").to_owned(), text: language.pick("（本月−上月）/ 上月；两个基数都印出。", "(this − previous) / previous; both bases are printed.").to_owned(), source: None },
                Definition { name: language.pick("解决率", "Resolution rate").to_owned(), text: language.pick("答复“已解决”的件数除以有答复的件数；未回访和未到期的不计入分母。", "Answers “solved” over known answers; not asked and not yet due are left out.").to_owned(), source: Some("Wilson 1927, JASA 22:209".to_owned()) },
            ],
            topics, candidates, panel,
        }
    }

    pub fn report(&self) -> Report<'_> {
        Report {
            title: self.language.pick("示例市 2024 年度", "Sample City, 2024"),
            language: self.language,
            period: Period { label: "2024", first_day: date(2024, 1, 1), last_day: date(2024, 12, 31) },
            as_of: date(2025, 1, 5),
            version: "0.1.0",
            run_id: "0f3a-19c2",
            panel: &self.panel,
            findings: &self.findings,
            topics: &self.topics,
            candidates: &self.candidates,
            proposal: &self.proposal,
            progress: &self.progress,
            caveats: &self.caveats,
            rows: &self.rows,
            causes: &self.causes,
            definitions: &self.definitions,
            light_rule: self.language.pick("● 诉求量低于预期区间；■ 高于预期区间；▲ 在区间内；○ 诉求太少或无可比月份。", "● below the expected interval; ■ above it; ▲ within it; ○ too few demands or no comparable month."),
        }
    }
}

fn panel(language: Language) -> Panel {
    let area = |level, name: String, parent, population| Area { level, name, parent, population };
    let mut areas = vec![area(AreaLevel::City, language.pick("示例市", "Sample City").to_owned(), None, None)];
    for (i, (zh, en)) in DISTRICTS.into_iter().enumerate() {
        areas.push(area(AreaLevel::District, language.pick(zh, en).to_owned(), Some(AreaId(0)), Some(SIZES[i] * 1e6)));
    }
    for i in 0..48 {
        let name = format!("{}{}", language.pick("第", "Street "), i + 1) + language.pick("街道", "");
        areas.push(area(AreaLevel::Street, name, Some(AreaId(1 + i / 3)), None));
    }
    let mut categories: Vec<Category> = THEMES.iter().map(|(zh, en, _)| Category { level: 1, name: language.pick(zh, en).to_owned(), parent: None }).collect();
    for (i, (zh, en)) in ITEMS.into_iter().enumerate() {
        categories.push(Category { level: 2, name: language.pick(zh, en).to_owned(), parent: Some(CategoryId(i as u32 / 5)) });
    }
    let months: Vec<StatMonth> = (0..MONTHS as u32).map(stat_month).collect();
    let available = Available { responded: false, resolved: true, satisfied: true, reporter: true, escalated: true, department: true, text: false };
    Panel { areas, categories, item_level: 2, months, period_months: 12..MONTHS, cells: cells(), available, ..Panel::default() }
}

fn stat_month(at: u32) -> StatMonth {
    let first_day = date(2023 + at as i32 / 12, at % 12 + 1, 1);
    let complete = at + 1 < MONTHS as u32;
    StatMonth { month: first_day, first_day, last_day: first_day + chrono::Months::new(1) - chrono::Days::new(1), coverage: if complete { 1.0 } else { 0.94 }, complete }
}

/// Streets from the noise, districts and city as their sums.
fn cells() -> Vec<CellMonth> {
    let mut cells = Vec::new();
    for item in 0..40 {
        for month in 0..MONTHS {
            let mut sums = [Counts::default(); 65];
            for street in 0..48_usize {
                let counts = street_counts(item, month, street);
                for area in [17 + street, 1 + street / 3, 0] {
                    sums[area].add(&counts);
                }
            }
            let cell = |(area, counts)| CellMonth { area: AreaId(area as u32), category: CategoryId(8 + item as u32), month: month as u16, counts };
            cells.extend(sums.into_iter().enumerate().map(cell).filter(|cell| cell.counts.orders > 0));
        }
    }
    cells.sort_by_key(|cell| (cell.area, cell.category, cell.month));
    cells
}

fn street_counts(item: usize, month: usize, street: usize) -> Counts {
    let season = 1.0 + 0.6 * ((month as f64 - f64::from(THEMES[item / 5].2)) / 12.0 * std::f64::consts::TAU).cos();
    let mean = 260.0 * 0.93_f64.powi(item as i32) * season * SIZES[street / 3] / 3.0 * (1.0 + 0.1 * (month / 12) as f64);
    let orders = (mean * (0.7 + 0.6 * noise(item * 7919 + month * 131 + street))) as u32;
    let known = orders * 4 / 5;
    let solved = 0.62 + 0.3 * noise(item * 31 + street / 3 * 1009);
    let resolved = (f64::from(known) * solved) as u32;
    let satisfied = (f64::from(known) * (solved + 0.06).min(1.0)) as u32;
    Counts { orders, resolved_known: known, resolved, satisfied_known: known, satisfied, reporters: orders * 9 / 10, repeat_orders: orders / 10, ..Counts::default() }
}

fn item(i: usize) -> usize {
    (i * 5 + i / 8) % 40
}

fn topic(language: Language, i: usize) -> Topic {
    let (zh, en) = ITEMS[item(i)];
    Topic {
        topic_id: format!("t{i:03}"),
        title: language.pick(zh, en).to_owned(),
        theme: Some(format!("theme{}", item(i) / 5)),
        keywords: vec!["keyword".to_owned()],
        categories: vec![CategoryId(8 + item(i) as u32)],
        areas: None,
        orders: 1234,
        area_count: 48,
        first_day: Some(date(2024, 1, 1)),
        last_day: Some(date(2024, 12, 29)),
        examples: if i == 0 { vec![language.pick("我家住六层没有电梯，老人上下楼困难，希望尽快协调。", "We live on the sixth floor without a lift.").to_owned()] } else { vec![] },
        finding_ids: vec!["f1".to_owned(); i % 4],
        facets: Default::default(),
        source: Default::default(),
    }
}

fn sub_score(i: usize, inputs: &[(&str, f64)]) -> SubScore {
    let mut inputs: Vec<(String, Option<f64>)> = inputs.iter().map(|(name, value)| ((*name).to_owned(), Some(*value))).collect();
    inputs.push(("escalated_share".to_owned(), None));
    SubScore { value: (i != 5).then(|| 0.95 - 0.025 * (i % 23) as f64 - 0.15 * noise(i + inputs.len())), inputs }
}

fn candidate(language: Language, i: usize) -> Candidate {
    let status = [CandidateStatus::Proposed, CandidateStatus::NearMiss, CandidateStatus::Excluded][usize::from(i >= LISTED) + usize::from(i >= 20)];
    let frequency = (1.05 - 0.05 * i as f64).clamp(0.0, 1.0);
    let theme = THEMES[item(i) / 5];
    Candidate {
        rank: i as u32 + 1,
        topic_id: format!("t{i:03}"),
        title: language.pick(ITEMS[item(i)].0, ITEMS[item(i)].1).to_owned(),
        theme: None,
        theme_name: language.pick(theme.0, theme.1).to_owned(),
        orders: 90_000 - 3_000 * i as u64,
        score: 0.86 - 0.024 * i as f64,
        prominence: sub_score(i, &[("share", 0.031), ("growth_ratio", 1.12), ("surge_share", 0.004)]),
        breadth: sub_score(i + 1, &[("orders", 91_234.0), ("effective_areas", 11.3), ("areas", 16.0)]),
        chronicity: sub_score(i + 2, &[("effective_months", 11.6), ("unresolved_rate", 0.312), ("city_unresolved_rate", 0.187)]),
        solvability: sub_score(i + 3, &[("best_resolution_rate", 0.91), ("median_resolution_rate", 0.68)]),
        municipal: sub_score(i + 4, &[("units_above_city", 14.0), ("units", 16.0), ("effective_departments", 2.4)]),
        selection_frequency: Some(frequency),
        rank_range: Some((i.saturating_sub(2) as u32 + 1, i as u32 + 4)),
        stability: Some(if frequency >= 0.8 { Stability::Stable } else if frequency >= 0.2 { Stability::DependsOnWeights } else { Stability::Marginal }),
        entry: None,
        standing: None,
        mode: (status != CandidateStatus::Proposed).then(|| Mode::Department(None)),
        status,
        why: language.pick("量大，且全市 16 个区中 14 个解决率低于全市水平；做得好的区高出 23 个百分点，说明可以解决。", "Large, and 14 of 16 districts resolve less than the city does; the best are 23 points ahead, so it can be solved.").to_owned(),
        exclusion: None,
    }
}

fn proposed(language: Language, i: usize, candidate: &Candidate) -> ProposedTopic {
    let peak = THEMES[item(i) / 5].2;
    ProposedTopic {
        month: (peak + 9) % 12 + 1,
        theme: None,
        theme_name: candidate.theme_name.clone(),
        rank: candidate.rank,
        topic_id: candidate.topic_id.clone(),
        title: candidate.title.clone(),
        orders: candidate.orders,
        lead_department: (i != 3).then(|| (language.pick("市住房城乡建设委", "Housing and Construction Commission").to_owned(), 0.62)),
        causes: if i == 3 { vec![] } else { vec!["management".to_owned(), "infrastructure".to_owned()] },
        standing: None,
        why: candidate.why.clone(),
    }
}

fn findings(language: Language) -> Vec<Finding> {
    let kinds = [FindingKind::Frequent, FindingKind::Persistent, FindingKind::Spike];
    (0..75).map(|i| {
        let start = date(2024, 1, 3) + chrono::Days::new((i as u64 * 37) % 350);
        let kind = kinds[i % 3];
        let whole_year = kind != FindingKind::Spike;
        Finding {
            finding_id: format!("f{i}"),
            kind,
            area: AreaId(if i < 12 { 0 } else { (i * 7 % 65) as u32 }),
            category: CategoryId(8 + (i * 11 % 40) as u32),
            first_day: if whole_year { date(2024, 1, 1) } else { start },
            peak_day: start + chrono::Days::new(2),
            last_day: if whole_year { date(2024, 12, 31) } else { start + chrono::Days::new(6 + i as u64 % 15) },
            orders: 196 + 31 * i as u64,
            expected: (kind != FindingKind::Frequent).then_some(14.2 + i as f64),
            upper: Some(27.0),
            strength: Some(8.1),
            p_value: None,
            q_value: None,
            months_flagged: (kind == FindingKind::Persistent).then_some(11),
            resolution_rate: (i % 4 != 0).then_some(0.64),
            top_reporter_share: None,
            single_source: Some(i == 5),
            reason: language.pick("1月26日当周：196 件，预期 14 件（上限 27 件），连续第三周。", "Week of 26 January: 196 complaints, 14 expected (upper limit 27), third week in a row.").to_owned(),
        }
    }).collect()
}

fn progress(panel: &Panel, topics: &[Topic]) -> Vec<Progress> {
    let row = |topic: &Topic, month: usize| {
        let orders = panel.monthly_orders(panel.city(), topic.categories[0]);
        let [now, before, last_year] = [month, month - 1, month - 12].map(|m| u64::from(orders[m]));
        let complete = panel.months[month].complete;
        let change = |base: u64| (complete && base > 0).then(|| (now as f64 - base as f64) / base as f64);
        Progress {
            topic_id: topic.topic_id.clone(),
            title: topic.title.clone(),
            month: panel.months[month].month,
            complete,
            orders: now,
            orders_prev: Some(before),
            mom: change(before),
            orders_last_year: Some(last_year),
            yoy: change(last_year),
            answered: Some(now),
            response_rate: None,
            resolution_rate: Some(0.71),
            satisfaction_rate: Some(0.77),
            expected: complete.then_some(now as f64 * 1.05),
            effect: complete.then_some(-0.05),
            effect_low: complete.then_some(-0.12),
            effect_high: complete.then_some(0.03),
            light: [Light::Green, Light::Amber, Light::Red, Light::Grey][(month + topic.topic_id.len() * 3 + now as usize) % 4],
        }
    };
    topics.iter().take(LISTED).flat_map(|topic| (12..MONTHS).map(move |month| (topic, month))).map(|(t, m)| row(t, m)).collect()
}
