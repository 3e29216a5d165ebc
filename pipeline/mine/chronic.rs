//! Persistent city-wide: demand stays high and resolution stays low across the districts.

use std::collections::BTreeMap;

use yiti_stats::rates::{Answers, difference};

use super::Finding;
use super::long_term::LongTerm;
use super::persistent::new_finding;
use super::persistent_settings::PersistentSettings;
use crate::language::{Language, count, percent};
use crate::panel::{AreaId, AreaLevel, CategoryId, CellMonth, Counts, Panel};

/// Fewest known answers for a rate to be compared.
const ANSWERS_MIN: u64 = 20;

/// Certainty of the city-wide comparison.
const CONFIDENCE: f64 = 0.95;

/// City-wide persistent categories, largest demand first. Empty without call-backs.
pub(super) fn find_city(
    panel: &Panel,
    settings: &PersistentSettings,
    months: &[usize],
    language: Language,
) -> Vec<Finding> {
    if !panel.available.resolved {
        return Vec::new();
    }
    let city = Monthly::of(panel, months);
    let districts = Districts::of(panel, months);
    let mut findings: Vec<Finding> = (0..city.items.len())
        .filter_map(|item| {
            let verdict = judge(&city, &districts, item, settings)?;
            Some(finding(panel, city.items[item], &verdict, months, language))
        })
        .collect();
    findings.sort_by_key(|f| (std::cmp::Reverse(f.orders), f.category));
    findings.truncate(settings.findings_max);
    findings
}

/// The city's counts of each item and month, with the totals of all items.
struct Monthly {
    items: Vec<CategoryId>,
    by_item: Vec<Vec<Counts>>,
    months: Vec<Counts>,
    /// By month, the demands of the middle item among those with any.
    middles: Vec<Option<u32>>,
}

impl Monthly {
    fn of(panel: &Panel, months: &[usize]) -> Self {
        let items: Vec<_> = panel.items().collect();
        let by_month = |item: &CategoryId| {
            let cells = panel.cell(panel.city(), *item);
            let of_month = |&month: &usize| {
                let at = cells.binary_search_by_key(&month, |c| usize::from(c.month));
                at.map_or_else(|_| Counts::default(), |at| cells[at].counts)
            };
            months.iter().map(of_month).collect::<Vec<_>>()
        };
        let by_item: Vec<Vec<Counts>> = items.iter().map(by_month).collect();
        let mut totals = vec![Counts::default(); months.len()];
        for counts in &by_item {
            totals.iter_mut().zip(counts).for_each(|(total, c)| total.add(c));
        }
        let middle = |month: usize| {
            let mut volumes: Vec<u32> =
                by_item.iter().map(|c| c[month].orders).filter(|n| *n > 0).collect();
            volumes.sort_unstable();
            volumes.get(volumes.len() / 2).copied()
        };
        let middles = (0..months.len()).map(middle).collect();
        Self { items, by_item, months: totals, middles }
    }

    /// Answers on one item over all months, and on all other items.
    fn answers(&self, item: usize) -> (Answers, Answers) {
        let (mut own, mut all) = (Counts::default(), Counts::default());
        self.by_item[item].iter().for_each(|c| own.add(c));
        self.months.iter().for_each(|c| all.add(c));
        (resolved(&own), others(&own, &all))
    }
}

/// The districts' counts of all items together; those of one item are read when it is asked for,
/// so that nothing grows with districts × items.
struct Districts<'a> {
    panel: &'a Panel,
    months: &'a [usize],
    /// By district: all its demands.
    totals: BTreeMap<AreaId, Counts>,
}

impl<'a> Districts<'a> {
    fn of(panel: &'a Panel, months: &'a [usize]) -> Self {
        let total = |area: AreaId| {
            let mut total = Counts::default();
            let is_counted = |cell: &&CellMonth| {
                panel.category(cell.category).level == panel.item_level
                    && months.contains(&usize::from(cell.month))
            };
            panel.cells_of(area).iter().filter(is_counted).for_each(|c| total.add(&c.counts));
            (area, total)
        };
        Self { panel, months, totals: panel.areas_of(AreaLevel::District).map(total).collect() }
    }

    /// Whether each district with enough answers resolves the item less often than its other
    /// demands.
    fn worse_than_rest(&self, item: CategoryId) -> Vec<bool> {
        let mut own: BTreeMap<AreaId, Counts> = BTreeMap::new();
        for cell in self.panel.cells_of_category(item) {
            if self.totals.contains_key(&cell.area)
                && self.months.contains(&usize::from(cell.month))
            {
                own.entry(cell.area).or_default().add(&cell.counts);
            }
        }
        let is_worse = |(area, own): (AreaId, Counts)| {
            let all = &self.totals[&area];
            let (own, rest) = (resolved(&own), others(&own, all));
            (own.asked >= ANSWERS_MIN).then_some(())?;
            Some(own.rate()? < rest.rate()?)
        };
        own.into_iter().filter_map(is_worse).collect()
    }
}

fn resolved(counts: &Counts) -> Answers {
    Answers { yes: counts.resolved.into(), asked: counts.resolved_known.into() }
}

fn others(own: &Counts, all: &Counts) -> Answers {
    let (own, all) = (resolved(own), resolved(all));
    Answers { yes: all.yes - own.yes, asked: all.asked - own.asked }
}

struct Verdict {
    rate: f64,
    rate_others: f64,
    orders: u64,
    months_flagged: u32,
    longest_run: u32,
    districts_low: usize,
    districts_compared: usize,
}

/// `None` unless all conditions hold.
fn judge(
    city: &Monthly,
    districts: &Districts<'_>,
    item: usize,
    settings: &PersistentSettings,
) -> Option<Verdict> {
    let (own, rest) = city.answers(item);
    let gap = difference(own, rest, CONFIDENCE).filter(|_| own.asked >= ANSWERS_MIN)?;
    let (months_flagged, longest_run) = bad_months(city, item);
    let long = f64::from(months_flagged) > settings.months_share * city.months.len() as f64;
    if gap.high >= -settings.resolution_gap_min || !long {
        return None;
    }
    let compared = districts.worse_than_rest(city.items[item]);
    let districts_low = compared.iter().filter(|low| **low).count();
    let everywhere = districts_low as f64 >= settings.districts_share * compared.len() as f64;
    everywhere.then_some(Verdict {
        rate: own.rate()?,
        rate_others: rest.rate()?,
        orders: city.by_item[item].iter().map(|c| u64::from(c.orders)).sum(),
        months_flagged,
        longest_run,
        districts_low,
        districts_compared: compared.len(),
    })
}

/// Months in which the item is among the larger half of items and resolved less often than the
/// rest, and their longest run.
fn bad_months(city: &Monthly, item: usize) -> (u32, u32) {
    let (mut flagged, mut run, mut longest) = (0, 0, 0);
    for month in 0..city.months.len() {
        let own = &city.by_item[item][month];
        let large = city.middles[month].is_some_and(|middle| own.orders >= middle);
        let low = match (resolved(own).rate(), others(own, &city.months[month]).rate()) {
            (Some(own), Some(rest)) => own < rest,
            _ => false,
        };
        run = if large && low { run + 1 } else { 0 };
        flagged += u32::from(large && low);
        longest = longest.max(run);
    }
    (flagged, longest)
}

fn finding(
    panel: &Panel,
    item: CategoryId,
    verdict: &Verdict,
    months: &[usize],
    language: Language,
) -> Finding {
    let Verdict {
        rate,
        rate_others,
        orders,
        months_flagged,
        longest_run,
        districts_low,
        districts_compared,
    } = *verdict;
    let (rate_text, others_text, looked_at) = (percent(rate), percent(rate_others), months.len());
    let mut reason = match language {
        Language::Zh => format!(
            "全市 {} 件，解决率 {rate_text}，其他诉求 {others_text}；{looked_at} 个月中有 {months_flagged} \
             个月量大且解决率偏低，最长连续 {longest_run} 个月",
            count(orders)
        ),
        Language::En => format!(
            "{} demands city-wide, {rate_text} resolved against {others_text} of other demands; \
             large and badly resolved in {months_flagged} of {looked_at} months, {longest_run} in \
             a row",
            count(orders)
        ),
    };
    if districts_compared > 0 {
        reason += &match language {
            Language::Zh => {
                format!("，可比的 {districts_compared} 个区中有 {districts_low} 个区如此")
            }
            Language::En => {
                format!(", and so in {districts_low} of {districts_compared} districts")
            }
        };
    }
    let long_term =
        LongTerm { resolution_rate: None, ..LongTerm::of(panel, panel.city(), item, months) };
    reason += &long_term.sentence(language);
    let mut finding = new_finding(panel, panel.city(), item, months_flagged, reason);
    finding.orders = orders;
    finding.resolution_rate = Some(rate);
    finding
}
