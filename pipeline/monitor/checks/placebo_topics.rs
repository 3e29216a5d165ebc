//! Placebo topics: each untreated category is judged as if it had been the treated one, beside the
//! others.

use yiti_stats::interrupted::Departure;
use yiti_stats::placebo::judge;

use super::Falsification;

/// Over the departures of all placebos; `None` where none can be judged.
pub(in crate::monitor) fn placebo_topics(
    placebos: &[Departure],
    confidence: f64,
) -> Option<Falsification> {
    let mut found = Falsification { tried: 0, outside: 0 };
    for (at, placebo) in placebos.iter().enumerate() {
        let others = [&placebos[..at], &placebos[at + 1..]].concat();
        let Some(effect) = judge(placebo, &others, confidence).and_then(|judged| judged.effect)
        else {
            continue;
        };
        found.tried += 1;
        found.outside += u32::from(effect.low > 0.0 || effect.high < 0.0);
    }
    (found.tried > 0).then_some(found)
}
