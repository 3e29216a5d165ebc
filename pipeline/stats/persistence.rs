//! Long-lasting high demand: cells whose ratio to the city's rate is high over the year and in most of its months.
//!
//! Each cell brings, month by month, what it saw and what it would have seen at the city's rate for its group (category)
//! in that month, so a season or a wave that the whole category shares cancels out. Then
//! 1. φ, the month-to-month variance over the Poisson's, is estimated for each group from its own cells;
//! 2. the cell's level R is its ratio over the year, shrunk by the Gamma–Poisson prior of all cells ([`crate::shrinkage`])
//!    on `n/φ`, `e/φ`, each month counting for at most 3 standard deviations above the level of the cell's middle half of
//!    months; the months of the year before, where there are any, count with weight [`Rule::past_weight`];
//! 3. each month's ratio is pulled towards this level: `(n/φ + k·R) / (e/φ + k)`, k = [`Rule::month_pull`], so that a
//!    month with three orders is not high by luck, and one with three hundred speaks for itself;
//! 4. a month is high when this ratio reaches [`Rule::ratio_min`] and it saw at least what was expected; the cell is
//!    persistent when its level and more than the asked share of months are high, on enough orders ([`Enough`]).
//!
//! So neither a season, nor one violent month, nor a few orders where next to none were expected make a cell persistent.

use thiserror::Error;

use crate::dispersion::{self, Months};
use crate::shrinkage::{self, GammaMixture, ShrinkageError};

/// What counts as persistent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// Smallest ratio to the city's rate that is "high".
    pub ratio_min: f64,
    /// More than this share of the months must be high, in [0, 1).
    pub months_share: f64,
    /// How much a cell must bring for the question to make sense.
    pub enough: Enough,
    /// k: how many expected orders (÷ φ) the cell's level weighs against a single month's figure.
    pub month_pull: f64,
    /// Weight of an order of the year before in the cell's level, in [0, 1].
    pub past_weight: f64,
}

/// How much is enough, in orders a month on average.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Enough {
    /// So many expected: the ratio then has a firm base.
    Expected(f64),
    /// So many observed, and the ratio high with 95% certainty (EB05): for cells so fine that hardly any expects much.
    Observed(f64),
}

impl Default for Rule {
    /// Twice the city's rate, in more than half of the months, where at least 3 orders a month are expected.
    fn default() -> Self {
        Self { ratio_min: 2.0, months_share: 0.5, enough: Enough::Expected(3.0), month_pull: 4.0, past_weight: 0.5 }
    }
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Cells of one group share φ. Groups are numbered from 0.
    pub group: usize,
    /// The year that is judged.
    pub year: Months,
    /// The year before, as evidence of the cell's level; may be empty.
    pub before: Months,
}

/// The verdict on one cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Persistence {
    /// The year's ratio, shrunken (EBGM).
    pub ratio: f64,
    /// Its lower 5% limit (EB05); computed for persistent cells only.
    pub ratio_low: Option<f64>,
    /// Months whose shrunken ratio is high.
    pub months_flagged: u32,
    /// Longest run of such months in a row.
    pub longest_run: u32,
    /// Months looked at.
    pub months: u32,
    /// Whether all conditions hold.
    pub persistent: bool,
}

/// Why there is no verdict.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum PersistenceError {
    /// Observed and expected months do not match.
    #[error(
        "cell {cell} has {observed} observed and {expected} expected months, all cells need the same number of both"
    )]
    Months {
        /// Position of the cell.
        cell: usize,
        /// Observed months.
        observed: usize,
        /// Expected months.
        expected: usize,
    },
    /// The prior could not be learnt.
    #[error(transparent)]
    Shrinkage(#[from] ShrinkageError),
}

/// Judges all cells together. A cell with a NaN or negative figure is never persistent.
pub fn assess(cells: &[Cell], rule: &Rule) -> Result<Vec<Persistence>, PersistenceError> {
    check_lengths(cells)?;
    let pairs: Vec<(usize, &Months)> = cells.iter().map(|c| (c.group, &c.year)).collect();
    let dispersion = dispersion::by_group(&pairs);
    let evidence: Vec<Evidence> =
        cells.iter().map(|cell| Evidence::of(cell, dispersion[cell.group], rule.past_weight)).collect();
    let prior = shrinkage::fit(evidence.iter().map(|e| e.level))?.prior;
    let judge = |(cell, evidence): (&Cell, &Evidence)| {
        let [year, level] = [evidence.year, evidence.level].map(|(n, e)| prior.posterior(n, e));
        judge_cell(&cell.year, dispersion[cell.group], &year, &level, rule)
    };
    Ok(cells.iter().zip(&evidence).map(judge).collect())
}

/// Observed and expected orders of a cell, ÷ φ: of the year, and with the year before added at its weight.
struct Evidence {
    year: (f64, f64),
    level: (f64, f64),
}

impl Evidence {
    fn of(cell: &Cell, phi: f64, past_weight: f64) -> Self {
        let (year, before) = (steady(&cell.year, phi), steady(&cell.before, phi));
        Self { year, level: (year.0 + past_weight * before.0, year.1 + past_weight * before.1) }
    }
}

fn check_lengths(cells: &[Cell]) -> Result<(), PersistenceError> {
    let months = cells.first().map_or(0, |c| c.year.observed.len());
    for (i, cell) in cells.iter().enumerate() {
        for (part, wanted) in [(&cell.year, months), (&cell.before, cell.before.observed.len())] {
            let (observed, expected) = (part.observed.len(), part.expected.len());
            if observed != wanted || expected != wanted {
                return Err(PersistenceError::Months { cell: i, observed, expected });
            }
        }
    }
    Ok(())
}

/// Standard deviations above the cell's usual level beyond which a month counts no further.
const MONTH_CAP: f64 = 3.0;

/// Observed (violent months capped) and expected orders together, both ÷ φ.
fn steady(cell: &Months, phi: f64) -> (f64, f64) {
    let mut months: Vec<(f64, f64)> =
        cell.observed.iter().copied().zip(cell.expected.iter().copied()).filter(|(_, e)| *e > 0.0).collect();
    months.sort_by(|a, b| (a.0 * b.1).total_cmp(&(b.0 * a.1)));
    let sum = |part: &[(f64, f64)]| part.iter().fold((0.0, 0.0), |s, m| (s.0 + m.0, s.1 + m.1));
    let quarter = months.len() / 4;
    let middle = sum(&months[quarter..months.len() - quarter]);
    for (observed, expected) in &mut months {
        let usual = middle.0 / middle.1 * *expected;
        *observed = observed.min(usual + MONTH_CAP * (phi * usual.max(1.0)).sqrt());
    }
    let (observed, expected) = sum(&months);
    (observed / phi, expected / phi)
}
fn judge_cell(cell: &Months, phi: f64, year: &GammaMixture, level: &GammaMixture, rule: &Rule) -> Persistence {
    let usual = level.geometric_mean();
    let (months_flagged, longest_run) = high_months(cell, phi, usual, rule);
    let months = cell.observed.len() as u32;
    let sum = |values: &[f64]| values.iter().sum::<f64>();
    let enough = match rule.enough {
        Enough::Expected(least) => sum(&cell.expected) >= least * f64::from(months),
        Enough::Observed(least) => {
            sum(&cell.observed) >= least * f64::from(months) && level.probability_above(rule.ratio_min) >= 0.95
        }
    };
    let persistent = usual >= rule.ratio_min
        && f64::from(months_flagged) > rule.months_share * f64::from(months)
        && enough
        && cell.observed.iter().all(|n| *n >= 0.0);
    Persistence {
        ratio: year.geometric_mean(),
        ratio_low: persistent.then(|| year.quantile(0.05)),
        months_flagged,
        longest_run,
        months,
        persistent,
    }
}

/// Number of high months, and the longest run of them.
fn high_months(cell: &Months, phi: f64, level: f64, rule: &Rule) -> (u32, u32) {
    let (mut flagged, mut run, mut longest) = (0, 0, 0);
    for (n, e) in cell.observed.iter().zip(&cell.expected) {
        let shrunken = (n / phi + rule.month_pull * level) / (e / phi + rule.month_pull);
        let high = *e > 0.0 && n >= e && shrunken >= rule.ratio_min;
        run = if high { run + 1 } else { 0 };
        flagged += u32::from(high);
        longest = longest.max(run);
    }
    (flagged, longest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn season(month: usize) -> f64 {
        if month < 4 { 40.0 } else { 8.0 }
    }

    fn cell(group: usize, observed: Vec<f64>) -> Cell {
        let year = Months { observed, expected: (0..12).map(season).collect() };
        Cell { group, year, before: Months::default() }
    }

    /// 120 ordinary cells of two categories with a strong shared season, plus the given cell of the first category.
    fn city(odd: Vec<f64>) -> Vec<Cell> {
        let ordinary = |i: usize| (0..12).map(|m| season(m) + ((i * 7 + m * 5) % 9) as f64 - 4.0).collect();
        let mut cells: Vec<_> = (0..120).map(|i| cell(i % 2, ordinary(i))).collect();
        cells.push(cell(0, odd));
        cells
    }

    fn last(cells: &[Cell]) -> Persistence {
        *assess(cells, &Rule::default()).expect("121 cells").last().expect("the odd cell")
    }

    #[test]
    fn a_cell_that_is_three_times_the_city_all_year_is_persistent() {
        let found = last(&city((0..12).map(|m| 3.0 * season(m)).collect()));
        assert!(found.persistent && found.months_flagged == 12 && found.longest_run == 12, "{found:?}");
        assert!(found.ratio > 2.5 && found.ratio < 3.2 && found.ratio_low.is_some_and(|low| low > 2.0), "{found:?}");
    }

    #[test]
    fn a_season_of_the_whole_category_makes_no_cell_persistent() {
        let verdicts = assess(&city((0..12).map(|m| 1.1 * season(m)).collect()), &Rule::default());
        assert!(verdicts.expect("121 cells").iter().all(|v| !v.persistent));
    }

    #[test]
    fn one_violent_month_is_no_persistence() {
        let found = last(&city((0..12).map(|m| if m == 6 { 900.0 } else { season(m) }).collect()));
        assert!(!found.persistent && found.months_flagged <= 1 && found.ratio < 2.0, "{found:?}");
    }

    #[test]
    fn the_year_before_tips_the_balance_but_cannot_carry_a_quiet_year() {
        let with_past = |now: f64, past: f64| {
            let mut cells = city((0..12).map(|m| now * season(m)).collect());
            for cell in &mut cells {
                cell.before = cell.year.clone();
            }
            cells[120].before.observed = (0..12).map(|m| past * season(m)).collect();
            last(&cells)
        };
        assert!(
            !with_past(1.9, 1.9).persistent && with_past(1.9, 4.0).months_flagged >= with_past(1.9, 1.9).months_flagged
        );
        assert!(!with_past(1.0, 9.0).persistent);
    }

    #[test]
    fn where_little_is_expected_many_observed_can_be_enough() {
        let fine = |odd: f64| {
            let mut cells = city(vec![odd; 12]);
            cells.iter_mut().for_each(|c| c.year.expected.iter_mut().for_each(|e| *e *= 0.01));
            cells[..120].iter_mut().for_each(|c| c.year.observed.iter_mut().for_each(|n| *n = (*n * 0.02).floor()));
            let rule = Rule { enough: Enough::Observed(3.0), ..Rule::default() };
            *assess(&cells, &rule).expect("121 cells").last().expect("the odd cell")
        };
        assert!(fine(5.0).persistent && fine(5.0).months_flagged == 12);
        assert!(!fine(2.0).persistent);
    }

    #[test]
    fn few_expected_orders_or_unusable_figures_are_never_persistent() {
        let mut cells = city(vec![9.0; 12]);
        cells[120].year.expected = vec![1.0; 12];
        assert!(!last(&cells).persistent);
        cells[120].year.observed[3] = f64::NAN;
        assert!(!last(&cells).persistent);
        cells[120].year.observed.pop();
        assert!(matches!(assess(&cells, &Rule::default()), Err(PersistenceError::Months { cell: 120, .. })));
        assert!(matches!(assess(&[], &Rule::default()), Err(PersistenceError::Shrinkage(_))));
    }
}
