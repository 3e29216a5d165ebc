//! Names that neighbours stood in for, or took in.
//!
//! A name that begins and ends stood in for a neighbour that is there before and after it when both
//! together have, in its months, a volume like the neighbour's own beside them, at least half of it
//! is the name's, and their make-up is like. A category must be spelt alike too: others have their
//! season.

use super::Rename;
use super::level::{Group, LIKENESS_MIN, Level, SPELT_ALIKE, VOLUME_RATIO_MAX};
use crate::mine::lives::{Named, month_means};

/// Most neighbours that may have taken in a name.
const NEIGHBOURS_MAX: usize = 500;

/// Standard errors by which a neighbour must have grown.
const GROWN_ERRORS: f64 = 5.0;

/// Share of its later volume that a neighbour must have had before.
const THERE_SHARE: f64 = 0.1;

/// Share of the orders of both that a stand-in has at least.
const SHARE_MIN: f64 = 0.5;

impl Level<'_> {
    /// The neighbour that grew by as much as an end lost.
    pub(super) fn taken_in(&self, end: usize, is_settled: &dyn Fn(&str) -> bool) -> Option<Rename> {
        let life = &self.all[end];
        if self.lives.may_be_season(life) {
            return None;
        }
        let neighbours = self.lives.neighbours(life, NEIGHBOURS_MAX);
        let growth = self.lives.growth(life.last, life.last + 1);
        let mut best: Option<(f64, Named, f64)> = None;
        for (name, monthly) in neighbours {
            if is_settled(name.name(self.lives.panel)) {
                continue;
            }
            let (before, _) = month_means(&monthly, self.lives.before(life.last));
            let (after, counted) = month_means(&monthly, self.lives.after(life.last));
            let rise = after - before * growth;
            let months = (counted / after.max(1e-9)).max(1.0);
            let error = ((before * growth + after) / months).sqrt();
            let gap = (rise / (life.before * growth)).ln().abs();
            // What was not there before has begun, not grown.
            let was_there = before >= THERE_SHARE * after;
            let fits = was_there && rise > GROWN_ERRORS * error && gap <= VOLUME_RATIO_MAX.ln();
            if fits && best.as_ref().is_none_or(|best| gap < best.0) {
                best = Some((gap, name, rise));
            }
        }
        let (_, name, rise) = best?;
        let month = self.lives.panel.months.get(life.last + 1)?.month;
        Some(Rename {
            old: vec![life.name],
            new: vec![name],
            month,
            before: life.before,
            after: rise,
        })
    }

    /// Those in no group that stood in for a neighbour, by their positions.
    pub(super) fn stand_ins(
        &self,
        groups: &[Group],
        is_settled: &dyn Fn(&str) -> bool,
    ) -> Vec<(usize, Rename)> {
        let is_grouped =
            |own: &usize| groups.iter().any(|g| g.old.contains(own) || g.new.contains(own));
        let own = self.begins.iter().filter(|own| self.ends.contains(own) && !is_grouped(own));
        own.filter_map(|&own| Some((own, self.stood_in(own, is_settled)?))).collect()
    }

    /// The neighbour for which a name stood in.
    fn stood_in(&self, own: usize, is_settled: &dyn Fn(&str) -> bool) -> Option<Rename> {
        let (life, lives) = (&self.all[own], self.lives);
        let inside = life.first..life.last + 1;
        let (before, after) = (lives.before(life.first), lives.after(life.last));
        let (stand_in, _) = month_means(&life.monthly, inside.clone());
        let mut best: Option<(f64, Named, f64)> = None;
        for (name, monthly) in lives.neighbours(life, NEIGHBOURS_MAX) {
            let is_category = matches!(name, Named::Category(_));
            if is_settled(name.name(lives.panel)) {
                continue;
            }
            if is_category && lives.spelling(life.name, name) < SPELT_ALIKE {
                continue;
            }
            let beside = [&before, &after].map(|months| month_means(&monthly, (*months).clone()).0);
            if beside.contains(&0.0) {
                continue;
            }
            let usual = 0.5 * (beside[0] + beside[1]);
            let both = stand_in + month_means(&monthly, inside.clone()).0;
            let gap = (both / usual).ln().abs();
            if stand_in < SHARE_MIN * both || gap > VOLUME_RATIO_MAX.ln() {
                continue;
            }
            let likeness = lives.likeness_of((name, before.clone()), (life.name, inside.clone()));
            if likeness >= LIKENESS_MIN && best.is_none_or(|(least, ..)| gap < least) {
                best = Some((gap, name, beside[0]));
            }
        }
        let (_, name, before) = best?;
        Some(Rename {
            old: vec![name],
            new: vec![life.name],
            month: lives.panel.months[life.first].month,
            before,
            after: stand_in,
        })
    }
}
