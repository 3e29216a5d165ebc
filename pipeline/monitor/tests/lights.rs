//! Lights, and what is said of chance beside them.

use super::*;

pub(super) fn lights(found: &Monitoring, id: &str) -> Vec<Light> {
    found.progress.iter().filter(|row| row.topic_id == id).map(|row| row.light).collect()
}

pub(super) fn share(lights: &[Light], light: Light) -> usize {
    lights.iter().filter(|l| **l == light).count()
}

#[test]
fn lights_follow_the_printed_rule() {
    let found = follow(&panel(), &topics(), &with_measures(), Language::En);
    assert!(
        share(&lights(&found, "lowered")[3..], Light::Green) >= 7,
        "{:?}",
        lights(&found, "lowered")
    );
    assert!(
        share(&lights(&found, "unchanged"), Light::Amber) >= 10,
        "{:?}",
        lights(&found, "unchanged")
    );
    assert_eq!(share(&lights(&found, "tiny"), Light::Grey), 12);
    let rule = light_rule(&with_measures(), &found.summary, Language::En);
    assert!(rule.contains("19 of 20 untreated categories") && !rule.contains('{'), "{rule}");
    let rule = light_rule(
        &MonitorSettings { confidence: 0.87, ..with_measures() },
        &found.summary,
        Language::En,
    );
    assert!(rule.contains("87.0% of untreated categories"), "{rule}");
}

/// What is said of chance is what topics made of those categories would have been given.
#[test]
fn lights_of_untreated_categories_are_those_of_topics() {
    let panel = panel();
    let settings = MonitorSettings::default();
    let nothing_followed = follow(&panel, &[], &settings, Language::En);
    let mut expected = vec![UntreatedLights::default(); 12];
    for category in (0..CATEGORIES).map(CategoryId) {
        let alone = [topic("alone", category, None)];
        let found = follow(&panel, &alone, &settings, Language::En);
        for (month, light) in expected.iter_mut().zip(lights(&found, "alone")) {
            month.judged += u32::from(light != Light::Grey);
            month.green += u32::from(light == Light::Green);
            month.red += u32::from(light == Light::Red);
        }
    }
    let found: Vec<UntreatedLights> =
        nothing_followed.summary.iter().map(|month| month.untreated).collect();
    assert_eq!(found, expected);
    // With the one that a measure lowered among the topics, nothing is left that changes.
    let found = follow(&panel, &topics(), &settings, Language::En);
    let sum = |of: fn(&UntreatedLights) -> u32| -> u32 {
        found.summary.iter().map(|month| of(&month.untreated)).sum()
    };
    let (judged, turned) = (sum(|u| u.judged), sum(|u| u.green + u.red));
    assert!(judged >= 200 && turned * 10 <= judged, "{turned} of {judged}");
    let rule = light_rule(&settings, &found.summary, Language::Zh);
    assert!(rule.contains(&format!("逐月判断 {judged} 次")), "{rule}");
    let unknown = light_rule(&settings, &[], Language::En);
    assert!(unknown.ends_with("is not known here."), "{unknown}");
}

#[test]
fn amber_means_that_a_halving_would_have_shown() {
    let of = |low: f64, high: f64, smallest_detectable: f64| {
        let effect = yiti_stats::interrupted::Effect {
            observed: 100.0,
            expected: 100.0,
            expected_low: 50.0,
            expected_high: 200.0,
            effect: 0.0,
            low,
            high,
        };
        let estimate = Estimate { effect, placebos: 12, placebo_rank: 6, smallest_detectable };
        super::super::light::light(Some(&estimate), &MonitorSettings::default())
    };
    assert_eq!(of(-0.3, 0.4, 0.4), Light::Amber);
    assert_eq!(of(-0.6, 1.5, 0.6), Light::Grey);
    assert_eq!(of(-0.9, -0.1, 0.6), Light::Green);
    assert_eq!(of(0.1, 3.0, 0.6), Light::Red);
}
