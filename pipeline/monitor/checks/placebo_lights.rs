//! Placebo lights: untreated categories are given the lights that topics get. Nothing is recorded
//! as done about them, so the share that turns is how often chance turns a light here, or what else
//! moves a category of this city.

use crate::monitor::estimate::{Baseline, Subject};
use crate::monitor::light::light;
use crate::monitor::untreated::{Placebos, Untreated};
use crate::monitor::{Light, MonitorSettings};
use crate::panel::Panel;
use crate::topics::Topic;

/// Most categories that are tried, the largest ones: topics are large.
const CATEGORIES_MAX: usize = 200;

/// Lights of untreated categories in a month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct UntreatedLights {
    /// Categories that got a light other than grey.
    pub judged: u32,
    /// … of these, green.
    pub green: u32,
    /// … of these, red.
    pub red: u32,
}

/// Of each month of the panel, from the complete months before `from`; zeros where no light is
/// given.
pub(in crate::monitor) fn placebo_lights(
    panel: &Panel,
    untreated: &Untreated,
    placebos: &mut Placebos,
    from: usize,
    settings: &MonitorSettings,
) -> Vec<UntreatedLights> {
    let mut found = vec![UntreatedLights::default(); panel.months.len()];
    for (category, orders) in untreated.largest(CATEGORIES_MAX, from) {
        let topic = Topic { categories: vec![category], ..Topic::default() };
        let subject = Subject::of(&topic, orders, untreated);
        let Ok(baseline) = Baseline::fit(&subject, placebos, from, settings) else { continue };
        for month in panel.period_months.clone() {
            if month < from || !panel.months[month].complete {
                continue;
            }
            let estimate = baseline.estimate(&subject, placebos, &[month], settings).ok();
            let light = light(estimate.as_ref(), settings);
            found[month].judged += u32::from(light != Light::Grey);
            found[month].green += u32::from(light == Light::Green);
            found[month].red += u32::from(light == Light::Red);
        }
    }
    found
}
