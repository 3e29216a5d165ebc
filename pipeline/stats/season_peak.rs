//! Whether a series usually lies above its own mean in one month of the year.
//!
//! ```text
//! usual = Σ over years of that year's mean month
//! seen  = Σ over years of the month asked about
//! ratio = seen / usual
//! e_ym  = year's total · month's total / total
//! f     = 11 (years − 1)
//! φ     = max(1, Σ (n_ym − e_ym)² / e_ym / f), what years and months leave unexplained
//! t     = (seen − usual) / √(φ · usual), against Student's t with f degrees of freedom
//! ```
//!
//! The dispersion is that of a table of years by months (McCullagh & Nelder 1989, 4.5): a season is
//! in its columns and does not count as noise. A peak is clear when the ratio is at least
//! [`RATIO_MIN`], t is beyond the quantile of [`LEVEL`], and every single year lies above its own
//! mean by as much and by a standard deviation. Counts are skewed: with ten a month and twice the
//! usual variance the level holds within a factor of four, with a hundred it holds. One year alone
//! cannot tell a season from an event: it is judged by counting noise, with
//! [`RATIO_SEEN_ONCE_MIN`], and only ever says that the month was high once.

use statrs::distribution::{ContinuousCDF, Normal, StudentsT};

/// Months of a year.
pub const MONTHS: usize = 12;

/// Least ratio of the month to the mean month.
pub const RATIO_MIN: f64 = 1.25;

/// The same where a single year is known.
pub const RATIO_SEEN_ONCE_MIN: f64 = 1.5;

/// One-sided level: a city has some hundreds of categories, and two months are asked about.
pub const LEVEL: f64 = 0.0005;

/// Fewest counts that the month must have in all years together.
const SEEN_MIN: f64 = 20.0;

/// How a month of the year compares with the mean month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SeasonPeak {
    /// Counts of an average month, mean over the years.
    pub usual: f64,
    /// The month as a multiple of it.
    pub ratio: f64,
    /// Whether it lies clearly above.
    pub is_clear: bool,
}

/// Compares month `slot` of the year with the mean month. `years`: counts by month, every year
/// beginning with the same month. `None` without counts or without that month.
pub fn season_peak(years: &[[f64; MONTHS]], slot: usize) -> Option<SeasonPeak> {
    let mean = |year: &[f64; MONTHS]| year.iter().sum::<f64>() / MONTHS as f64;
    let usual: f64 = years.iter().map(mean).sum();
    if slot >= MONTHS || usual <= 0.0 {
        return None;
    }
    let seen: f64 = years.iter().map(|year| year[slot]).sum();
    let ratio = seen / usual;
    let freedom = (MONTHS - 1) as f64 * (years.len() - 1) as f64;
    let dispersion = dispersion(years, freedom);
    let t = (seen - usual) / (dispersion * usual).sqrt();
    let (least, limit) = match years.len() {
        1 => (RATIO_SEEN_ONCE_MIN, Normal::standard().inverse_cdf(1.0 - LEVEL)),
        _ => (RATIO_MIN, StudentsT::new(0.0, 1.0, freedom).ok()?.inverse_cdf(1.0 - LEVEL)),
    };
    // One wild year does not make a season.
    let in_every_year = years.iter().all(|year| {
        let own = mean(year);
        year[slot] >= least * own && year[slot] >= own + (dispersion * own).sqrt()
    });
    Some(SeasonPeak {
        usual: usual / years.len() as f64,
        ratio,
        is_clear: ratio >= least && t >= limit && in_every_year && seen >= SEEN_MIN,
    })
}

/// Pearson's, of the table of years by months; 1 where a single year says nothing of it.
fn dispersion(years: &[[f64; MONTHS]], freedom: f64) -> f64 {
    let all: f64 = years.iter().flatten().sum();
    let of_month: [f64; MONTHS] =
        std::array::from_fn(|month| years.iter().map(|year| year[month]).sum());
    let mut sum = 0.0;
    for year in years {
        let of_year: f64 = year.iter().sum();
        for (seen, of_month) in year.iter().zip(of_month) {
            let expected = of_year * of_month / all;
            if expected > 0.0 {
                sum += (seen - expected).powi(2) / expected;
            }
        }
    }
    if freedom > 0.0 { (sum / freedom).max(1.0) } else { 1.0 }
}

#[cfg(test)]
mod tests;
