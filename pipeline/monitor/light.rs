//! The light of a topic in a month, by the rule that [`super::light_rule`] prints.

use yiti_stats::interrupted::Effect;

use super::{Light, MonitorSettings};

/// Green when the whole interval of the effect lies below 0, red when above, amber when it holds 0;
/// grey without an effect or with too few demands expected.
pub(super) fn light(effect: Option<&Effect>, settings: &MonitorSettings) -> Light {
    match effect.filter(|effect| effect.expected >= settings.expected_min) {
        None => Light::Grey,
        Some(effect) if effect.high < 0.0 => Light::Green,
        Some(effect) if effect.low > 0.0 => Light::Red,
        Some(_) => Light::Amber,
    }
}
