//! How text topics are found.

use serde::{Deserialize, Serialize};

/// Settings of the text miner. The defaults are meant for any city: they come from how complaints
/// are written, not from one city's names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Texts (distinct ones) that are compared pair by pair in one round; more are drawn as a
    /// sub-sample.
    pub pairwise_texts_max: usize,
    /// Rounds of drawing, clustering and assigning; each draws from what the earlier rounds left
    /// unassigned.
    pub rounds_max: usize,
    /// Seed of the sub-sample.
    pub seed: u64,
    /// Weight of title and body together, as n-grams.
    pub text_weight: f32,
    /// Weight of the title alone.
    pub title_weight: f32,
    /// Weight of names of places and organisations.
    pub name_weight: f32,
    /// Similarity is multiplied by this where two texts name different areas.
    pub other_area_factor: f32,
    /// What is left of the similarity of two texts that lie far apart in time.
    pub far_time_factor: f32,
    /// Days after which the rest of it has fallen to 1/e.
    pub time_scale_days: f32,
    /// Groups are joined while their mean similarity is at least this.
    pub join_similarity: f32,
    /// A group falls apart where, without its dominant name, the mean similarity of its parts is
    /// below this.
    pub split_similarity: f32,
    /// A text that was not clustered joins a topic at this similarity to the topic's mean or more.
    pub assign_similarity: f32,
    /// Fewest texts of a topic.
    pub topic_texts_min: usize,
    /// Most keywords of a topic.
    pub keywords_max: usize,
    /// Longest title, in characters.
    pub title_chars_max: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            pairwise_texts_max: 8_000,
            rounds_max: 4,
            seed: 12_345,
            text_weight: 0.70,
            title_weight: 0.15,
            name_weight: 0.15,
            other_area_factor: 0.7,
            far_time_factor: 0.7,
            time_scale_days: 60.0,
            join_similarity: 0.055,
            split_similarity: 0.02,
            assign_similarity: 0.2,
            topic_texts_min: 3,
            keywords_max: 6,
            title_chars_max: 30,
        }
    }
}

impl Settings {
    /// Checks that every value is in its range.
    ///
    /// # Errors
    /// The first value that is not, with what is allowed.
    pub fn validate(&self) -> Result<(), String> {
        let shares = [
            ("other_area_factor", self.other_area_factor),
            ("far_time_factor", self.far_time_factor),
            ("join_similarity", self.join_similarity),
            ("split_similarity", self.split_similarity),
            ("assign_similarity", self.assign_similarity),
            ("text_weight", self.text_weight),
            ("title_weight", self.title_weight),
            ("name_weight", self.name_weight),
        ];
        if let Some((name, found)) = shares.iter().find(|(_, value)| !(0.0..=1.0).contains(value)) {
            return Err(format!("{name} must be in [0, 1], found {found}"));
        }
        if self.text_weight + self.title_weight + self.name_weight <= 0.0 {
            return Err(
                "one of text_weight, title_weight and name_weight must be above 0, found none"
                    .to_owned(),
            );
        }
        if !(self.time_scale_days > 0.0 && self.time_scale_days.is_finite()) {
            return Err(format!("time_scale_days must be above 0, found {}", self.time_scale_days));
        }
        let counts = [
            ("pairwise_texts_max", self.pairwise_texts_max, 10, 20_000),
            ("rounds_max", self.rounds_max, 1, 50),
            ("topic_texts_min", self.topic_texts_min, 2, 1_000),
            ("keywords_max", self.keywords_max, 1, 50),
            ("title_chars_max", self.title_chars_max, 8, 200),
        ];
        match counts.iter().find(|(_, found, low, high)| !(low..=high).contains(&found)) {
            Some((name, found, low, high)) => {
                Err(format!("{name} must be in {low}..={high}, found {found}"))
            }
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
