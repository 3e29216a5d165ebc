//! What counts as persistent, and how that reads.

use serde::{Deserialize, Serialize};
use yiti_stats::persistence::Rule;

use super::level_cells::Baseline;
use crate::language::Language;
use crate::panel::AreaLevel;

/// What counts as persistent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PersistentSettings {
    /// Areas: smallest ratio to the other areas' rate, over the year and in a month. 2: twice is
    /// more than the make-up of an area usually explains.
    pub ratio_min: f64,
    /// More than this share of the months must be high (areas), or large and badly resolved (city),
    /// in [0, 1).
    pub months_share: f64,
    /// Areas: smallest probability that more than this share of the months is high, in (0, 1). 0.6:
    /// a wrong call costs as much as 1.5 misses.
    pub probability_min: f64,
    /// Fewest complete months in the period; with fewer nothing is called long-lasting.
    pub months_min: usize,
    /// City: how far the category's resolution rate must lie below that of all other demands, with
    /// 95% certainty.
    pub resolution_gap_min: f64,
    /// City: share of the districts in which the category must be resolved worse than the
    /// district's other demands.
    pub districts_share: f64,
    /// What an area's expected demand is proportional to.
    pub baseline: Baseline,
    /// Levels looked at besides the city.
    pub levels: Vec<AreaLevel>,
    /// Most findings a level, those first with most orders surely beyond `ratio_min` times the
    /// other areas' rate.
    pub findings_max: usize,
}

impl Default for PersistentSettings {
    fn default() -> Self {
        let rule = Rule::default();
        Self {
            ratio_min: rule.ratio_min,
            months_share: rule.months_share,
            probability_min: rule.probability_min,
            months_min: 6,
            resolution_gap_min: 0.05,
            districts_share: 0.75,
            baseline: Baseline::Auto,
            levels: vec![AreaLevel::District, AreaLevel::Street],
            findings_max: 300,
        }
    }
}

impl PersistentSettings {
    /// Refuses values outside their ranges.
    pub fn validate(&self) -> Result<(), String> {
        if !(self.ratio_min > 1.0 && self.ratio_min.is_finite()) {
            return Err(format!("ratio_min must be a number above 1, found {}", self.ratio_min));
        }
        if !(0.0..1.0).contains(&self.months_share) {
            return Err(format!("months_share must be in [0, 1), found {}", self.months_share));
        }
        if !(self.probability_min > 0.0 && self.probability_min < 1.0) {
            return Err(format!(
                "probability_min must be in (0, 1), found {}",
                self.probability_min
            ));
        }
        if self.months_min < 3 {
            return Err(format!("months_min must be at least 3, found {}", self.months_min));
        }
        for (name, value) in [
            ("resolution_gap_min", self.resolution_gap_min),
            ("districts_share", self.districts_share),
        ] {
            if !(0.0..=1.0).contains(&value) {
                return Err(format!("{name} must be in [0, 1], found {value}"));
            }
        }
        if self.findings_max == 0 {
            return Err("findings_max must be at least 1, found 0".to_owned());
        }
        if self.levels.contains(&AreaLevel::City) {
            return Err(
                "levels lists areas below the city; the city itself is always looked at".to_owned()
            );
        }
        Ok(())
    }
}

/// The rules in words, as printed beside the findings.
pub fn persistence_rule(settings: &PersistentSettings, language: Language) -> String {
    let PersistentSettings { ratio_min, months_share, findings_max, .. } = settings;
    let [months, certainty, gap, districts] = [
        *months_share,
        settings.probability_min,
        settings.resolution_gap_min,
        settings.districts_share,
    ]
    .map(|share| share * 100.0);
    match language {
        Language::Zh => format!(
            "区、街道及以下：全年达到其他地区同月同类水平的 {ratio_min} 倍以上，且超过 {months:.0}% 的月份偏高的概率不低于 \
             {certainty:.0}%。概率由全年各月的诉求量一起算出（负二项分布，离散程度按类别和规模估计，有上一年的一并参考），不设应有\
             件数的下限；一两个月的突增、年中的升降和全市同类的季节变化都不算。偏高月数为其后验中位数。按确有把握超出\
             {ratio_min} 倍的件数（收缩比值的 5% 分位减 {ratio_min}，乘以应有件数）排序，每级最多列 {findings_max} 条，\
             并写明共有多少。全市：超过 \
             {months:.0}% 的月份诉求量居前一半且解决率低于其他诉求，有 95% 的把握低 {gap:.0} 个百分点以上，并且在不少于 \
             {districts:.0}% 的区都是如此。"
        ),
        Language::En => format!(
            "Districts, streets and below: at least {ratio_min} times the other areas' rate for \
             the same category and month over the year, and more than {months:.0}% of its months \
             high with a probability of at least {certainty:.0}%. It comes from all months \
             together (negative binomial, scatter learnt by category and size, the year before \
             counts where there is one), with no floor on what is expected; a burst, a step late \
             in the year or a season of the whole category does not count. Months high: the \
             posterior median. Ranked by the demands surely beyond {ratio_min} times (5% limit of \
             the shrunken ratio, less {ratio_min}, times expected), at most {findings_max} a \
             level, with how many there are in all. City: in more than {months:.0}% of the months \
             among the larger half of categories and resolved less often than other demands, with \
             95% certainty by {gap:.0} points, and so in at least {districts:.0}% of the districts."
        ),
    }
}
