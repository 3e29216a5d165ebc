//! Are the probabilities right? Of topics given 70%, did about 70% stay?
//!
//! Every topic that was judged in a window, with the probability given to it then, against what
//! came: by bands of probability, the mean of what was given and the share that stayed, with its
//! Wilson interval. Each probability was made from the months before alone, calibration included.

use yiti_stats::rates::Answers;

use super::super::request::Outcome;
use super::target::stayed;
use super::windows::Window;
use crate::panel::Panel;

/// Upper ends of the bands.
const BANDS: [f64; 5] = [0.1, 0.3, 0.5, 0.7, 1.0];
const CONFIDENCE: f64 = 0.95;

/// Topics given about the same probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// Lower end of the band, exclusive.
    pub from: f64,
    /// Its upper end, inclusive.
    pub to: f64,
    /// Topics in it, over all windows.
    pub topics: usize,
    /// Mean of what they were given.
    pub given: f64,
    /// How many stayed.
    pub stayed: usize,
    /// Interval of the share that stayed (Wilson, 95%); topics of one window are taken as
    /// independent.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// The bands that have topics, lowest first. `panel` holds the months looked at too.
pub fn reliability(panel: &Panel, windows: &[(Window, Outcome)]) -> Vec<Band> {
    let mut judged: Vec<(f64, bool)> = Vec::new();
    for (window, outcome) in windows {
        let came = stayed(panel, &outcome.topics, window.next.clone());
        for (topic, stayed) in outcome.topics.iter().zip(came) {
            // The rules keep small topics and buckets off, and nothing is said of them.
            let candidate = outcome
                .candidates
                .iter()
                .find(|c| c.topic_id == topic.topic_id && c.exclusion.is_none());
            if let Some(outlook) = candidate.and_then(|candidate| candidate.outlook) {
                judged.push((outlook.probability, stayed));
            }
        }
    }
    let mut from = 0.0;
    let mut bands = Vec::new();
    for to in BANDS {
        let inside: Vec<(f64, bool)> =
            judged.iter().copied().filter(|(p, _)| *p > from && *p <= to).collect();
        bands.extend(band(from, to, &inside));
        from = to;
    }
    bands
}

fn band(from: f64, to: f64, inside: &[(f64, bool)]) -> Option<Band> {
    let (topics, stayed) = (inside.len(), inside.iter().filter(|topic| topic.1).count());
    let interval = Answers { yes: stayed as u64, asked: topics as u64 }.wilson(CONFIDENCE)?;
    let given = inside.iter().map(|topic| topic.0).sum::<f64>() / topics as f64;
    Some(Band { from, to, topics, given, stayed, low: interval.low, high: interval.high })
}

#[cfg(test)]
mod tests;
