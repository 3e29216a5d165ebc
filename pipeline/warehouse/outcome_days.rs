//! What is known of the outcomes of orders on a day, and what names the rows that models make of
//! it.

use chrono::NaiveDate;
use datafusion::common::ScalarValue;

use super::months::Month;
use crate::engine::{self, Params};
use crate::orders::midnight;

/// What is known of the outcomes of a month's orders on the day as of which they are read. Both
/// days stop moving once nothing of the month changes any more: then what models made of it is
/// kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutcomeDays {
    /// What was closed, or fell due, from this day on is not known.
    pub seen_until: NaiveDate,
    /// Orders received before this day are old enough to be judged at an age.
    pub old_before: NaiveDate,
    /// The age, in days.
    pub age_days: u16,
}

impl OutcomeDays {
    /// Of a month whose outcomes nobody asks about.
    pub(super) const fn unknown(until: NaiveDate) -> Self {
        Self { seen_until: until, old_before: until, age_days: 0 }
    }

    /// The parameters of models.
    pub(super) fn params(&self) -> Params {
        let day = |day| ScalarValue::TimestampSecond(Some(midnight(day)), None);
        vec![
            ("seen_until", day(self.seen_until)),
            ("old_before", day(self.old_before)),
            ("age_days", ScalarValue::Int64(Some(i64::from(self.age_days)))),
        ]
    }

    /// Names those of the days that a model asks for.
    fn key(&self, asked: &[&str]) -> String {
        let of = |name: &&str| match *name {
            "seen_until" => format!("-s{}", self.seen_until),
            "old_before" => format!("-o{}", self.old_before),
            _ => format!("-a{}", self.age_days),
        };
        asked.iter().map(of).collect()
    }
}

/// Parameters that name [`OutcomeDays`].
const OUTCOME_PARAMS: [&str; 3] = ["seen_until", "old_before", "age_days"];

/// A model and all that it reads, as they are in this version of the program.
pub(super) struct Version {
    name: String,
    /// The parameters of outcomes that they ask for.
    asked: Vec<&'static str>,
}

impl Version {
    /// Of a model, by its name.
    pub(super) fn of(name: &str) -> Self {
        let mut hasher = blake3::Hasher::new();
        let mut waiting = vec![name];
        let mut asked = Vec::new();
        while let Some(name) = waiting.pop() {
            let model = engine::model(name);
            hasher.update(model.sql.as_bytes());
            let is_asked = |param: &&str| model.sql.contains(&format!("${param} "));
            asked.extend(OUTCOME_PARAMS.into_iter().filter(is_asked));
            waiting.extend(engine::reads(model));
        }
        asked.sort_unstable();
        asked.dedup();
        Self { name: hasher.finalize().to_hex()[..12].to_owned(), asked }
    }

    /// Names what the model makes of a month.
    pub(super) fn key(&self, month: &Month) -> String {
        format!("{}-{}{}", month.key, self.name, month.outcomes.key(&self.asked))
    }
}
