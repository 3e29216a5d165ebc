//! Placebo dates: the measure is pretended to have begun earlier, with nothing but the months
//! before its true start.

use yiti_stats::interrupted::BASELINE_MONTHS_MIN;

use super::Falsification;
use crate::monitor::MonitorSettings;
use crate::monitor::estimate::{Baseline, Subject};
use crate::monitor::untreated::Placebos;

/// Most dates that are tried, the latest ones.
const DATES_MAX: usize = 12;

/// Pretends a start in every month before `start` that leaves a baseline, over windows of `length`
/// months or as many as there are until `start`. `None` where there is no such month: with a short
/// history the question cannot be asked.
pub(in crate::monitor) fn placebo_dates(
    subject: &Subject<'_>,
    placebos: &mut Placebos,
    start: usize,
    length: usize,
    settings: &MonitorSettings,
) -> Option<Falsification> {
    let before = placebos.baseline(start);
    let mut found = Falsification { tried: 0, outside: 0 };
    for at in (BASELINE_MONTHS_MIN..before.len()).rev().take(DATES_MAX) {
        let window = &before[at..before.len().min(at + length.max(1))];
        let Ok(baseline) = Baseline::fit(subject, placebos, before[at], settings) else { continue };
        let Ok(estimate) = baseline.estimate(subject, placebos, window, settings) else { continue };
        found.tried += 1;
        found.outside += u32::from(estimate.effect.low > 0.0 || estimate.effect.high < 0.0);
    }
    (found.tried > 0).then_some(found)
}
