//! Which texts of a place say the same as those of a busy category.

use chrono::NaiveDate;
use rustc_hash::{FxHashMap, FxHashSet};

use super::alike::{Signature, SignatureIndex, Vocabulary};
use crate::panel::{AreaId, CategoryId};

/// What one order says.
#[derive(Debug, Clone, Copy)]
pub struct Spoken<'a> {
    /// The day.
    pub day: NaiveDate,
    /// Its finest area.
    pub area: AreaId,
    /// Its category.
    pub category: CategoryId,
    /// Pseudonym of its reporter.
    pub reporter: Option<u64>,
    /// The text.
    pub text: &'a str,
}

/// Texts of the places that are looked into.
pub(super) struct Heard<'a> {
    vocabulary: Vocabulary,
    by_area: FxHashMap<AreaId, Vec<&'a Spoken<'a>>>,
    days: f64,
}

/// Texts of one place, each read once for all that is asked about it.
pub(super) struct HeardInArea<'a> {
    texts: Vec<(&'a Spoken<'a>, Signature)>,
    index: SignatureIndex,
    days: f64,
}

/// Texts that a vocabulary is learned from: of more, each so many-th.
const LEARNED_MAX: usize = 20_000;

/// Texts of the main category that are compared pair by pair.
const PAIRWISE_MAX: usize = 120;

/// Texts that stand for a matter.
const CORE_MAX: usize = 8;

/// Fewest texts that make a matter: two that are alike are a repeat or chance.
const CORE_MIN: usize = 3;

/// How many of the core's texts another must be like.
const LIKE_MIN: usize = 2;

/// What was said of a matter.
pub(super) struct Matter<'a> {
    /// Texts of the days that say the same, whatever they were filed under.
    pub(super) said: Vec<&'a Spoken<'a>>,
    /// Texts on other days that do, a day.
    pub(super) usual_a_day: f64,
    /// Whether enough texts say the same for it to be known what belongs to the matter.
    pub(super) is_clear: bool,
}

impl<'a> Heard<'a> {
    /// Texts of some areas; the vocabulary is learned from all.
    pub(super) fn new(spoken: &'a [Spoken<'a>], areas: impl Iterator<Item = AreaId>) -> Self {
        let areas: FxHashSet<AreaId> = areas.collect();
        let (first, last) =
            (spoken.iter().map(|one| one.day).min(), spoken.iter().map(|one| one.day).max());
        let days = first.zip(last).map_or(1, |(first, last)| (last - first).num_days() + 1);
        let mut by_area: FxHashMap<AreaId, Vec<&Spoken<'_>>> = FxHashMap::default();
        if areas.is_empty() {
            return Self { vocabulary: Vocabulary::default(), by_area, days: days as f64 };
        }
        let step = spoken.len().div_ceil(LEARNED_MAX).max(1);
        let vocabulary = Vocabulary::learn(spoken.iter().step_by(step).map(|one| one.text));
        for one in spoken.iter().filter(|one| areas.contains(&one.area)) {
            by_area.entry(one.area).or_default().push(one);
        }
        Self { vocabulary, by_area, days: days as f64 }
    }

    /// The texts of one area.
    pub(super) fn in_area(&self, area: AreaId) -> HeardInArea<'a> {
        let spoken = self.by_area.get(&area).map_or(&[][..], Vec::as_slice);
        let texts: Vec<(&Spoken<'_>, Signature)> =
            spoken.iter().map(|one| (*one, self.vocabulary.read(one.text))).collect();
        let index = SignatureIndex::new(texts.iter().map(|(_, signature)| signature));
        HeardInArea { texts, index, days: self.days }
    }
}

impl<'a> HeardInArea<'a> {
    /// What was said of the matter of a busy category.
    pub(super) fn matter(
        &self,
        main: CategoryId,
        days: (NaiveDate, NaiveDate),
        likeness_min: f64,
    ) -> Matter<'a> {
        let in_days = |one: &Spoken<'_>| (days.0..=days.1).contains(&one.day);
        let of_main = self.texts.iter().filter(|(one, _)| in_days(one) && one.category == main);
        let of_main: Vec<&(&Spoken<'_>, Signature)> = of_main.take(PAIRWISE_MAX).collect();
        let core = core(&of_main, likeness_min);
        if core.len() < CORE_MIN {
            return Matter { said: Vec::new(), usual_a_day: 0.0, is_clear: false };
        }
        let mut like = vec![0; self.texts.len()];
        for signature in core {
            for (like, likeness) in like.iter_mut().zip(self.index.likenesses(signature)) {
                *like += usize::from(likeness >= likeness_min);
            }
        }
        let says_it = self.texts.iter().zip(like).filter(|(_, like)| *like >= LIKE_MIN);
        let (said, before): (Vec<&Spoken<'_>>, Vec<&Spoken<'_>>) =
            says_it.map(|((one, _), _)| *one).partition(|one| in_days(one));
        let before = before.len();
        let other_days = (self.days - (days.1 - days.0).num_days() as f64 - 1.0).max(1.0);
        Matter { said, usual_a_day: before as f64 / other_days, is_clear: true }
    }
}

/// The text that most other reporters' texts are like, and these.
fn core<'t>(texts: &[&'t (&Spoken<'_>, Signature)], likeness_min: f64) -> Vec<&'t Signature> {
    let index = SignatureIndex::new(texts.iter().map(|(_, signature)| signature));
    let mut best: Vec<&Signature> = Vec::new();
    for (one, signature) in texts {
        let mut reporters = FxHashSet::from_iter([one.reporter]);
        let mut like = vec![signature];
        for ((other, theirs), likeness) in texts.iter().zip(index.likenesses(signature)) {
            // One reporter who says the same ten times is no crowd.
            if likeness >= likeness_min && reporters.insert(other.reporter) {
                like.push(theirs);
            }
        }
        if like.len() > best.len() {
            best = like;
        }
    }
    best.truncate(CORE_MAX);
    best
}
