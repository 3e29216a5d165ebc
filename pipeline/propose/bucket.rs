//! Buckets: names under which hotlines file what fits nowhere. They are no matter that a department
//! could be given.

use regex::Regex;

use super::exclusion::Exclusion;
use super::settings::Settings;
use crate::panel::Panel;
use crate::topics::{Bucket, Topic};

/// Names that are no matter of their own; the settings' check has refused what is no regular
/// expression.
pub(super) fn bucket_patterns(settings: &Settings) -> Vec<Regex> {
    settings.general_buckets.iter().filter_map(|pattern| Regex::new(pattern).ok()).collect()
}

/// A topic is a bucket when the theme tree or people say so, when its title says so, or when all
/// its categories do.
pub(super) fn bucket(panel: &Panel, topic: &Topic, patterns: &[Regex]) -> Option<Exclusion> {
    let says_nothing = |name: &str| patterns.iter().any(|pattern| pattern.is_match(name.trim()));
    let by_name = says_nothing(&topic.title)
        || (!topic.categories.is_empty()
            && topic.categories.iter().all(|&c| says_nothing(&panel.category(c).name)));
    let by_name = by_name.then_some(Bucket::General);
    topic.facets.bucket.or(by_name).map(Exclusion::Bucket)
}
