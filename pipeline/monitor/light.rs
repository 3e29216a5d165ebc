//! The light of a topic in a month, by the rule that [`super::light_rule`] prints.

use super::estimate::Estimate;
use super::{Light, MonitorSettings};

/// Fall from which "no clear change" says something: where not even a halving could be told from
/// chance, an interval that holds 0 is no news of the topic.
const TELLING_FALL: f64 = 0.5;

/// Green when the whole interval of the effect lies below 0, red when above, amber when it holds 0;
/// grey without an effect, with too few demands expected, or where it holds 0 and would also have
/// held it had demands halved.
pub(super) fn light(estimate: Option<&Estimate>, settings: &MonitorSettings) -> Light {
    let Some(Estimate { effect, smallest_detectable, .. }) =
        estimate.filter(|estimate| estimate.effect.expected >= settings.expected_min)
    else {
        return Light::Grey;
    };
    match (effect.high < 0.0, effect.low > 0.0) {
        (true, _) => Light::Green,
        (_, true) => Light::Red,
        _ if *smallest_detectable > TELLING_FALL => Light::Grey,
        _ => Light::Amber,
    }
}
