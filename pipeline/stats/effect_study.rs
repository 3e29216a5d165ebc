//! How often intervals of effects err, on cities whose truth is known.
//!
//! A city has [`CATEGORIES`] categories of negative binomial months ([`crate::correlated_months`])
//! with a level, a season and a dispersion of its own each, and a common course. Every category is
//! taken in turn as the treated one, the others as its placebos ([`City::judge`]), by the same
//! functions as the monitor's ([`crate::interrupted`], [`crate::placebo`]). Nothing is planted:
//! whatever leaves out 0 is false. Then each category's months are thinned by [`PLANTED`] from the
//! start of the measure on, and the interval should hold that and, if it can, leave out 0.

use std::ops::Range;

use rand::Rng;
use rand_distr::{Binomial, Distribution};

use crate::correlated_months;
use crate::interrupted::{Counterfactual, Departure, Effect, Month, fit};
use crate::placebo::{Judgement, alike, judge, student_quantile};

/// Categories of a city.
pub const CATEGORIES: usize = 30;

/// The planted effect.
pub const PLANTED: f64 = -0.2;

const CONFIDENCE: f64 = 0.95;

/// Orders of a month: levels are drawn between these, evenly on the logarithmic scale.
const LEVELS: (f64, f64) = (60.0, 1000.0);

/// Variance over mean; the highest correlation needs at least 2.5.
const DISPERSIONS: (f64, f64) = (3.0, 6.0);

/// Largest share by which a season moves a month.
const SEASON_MAX: f64 = 0.4;

/// Months from a start to the end of the data: at a year's begin, in its middle, late.
const WINDOWS: [usize; 3] = [12, 8, 4];

/// Months of the period; those before are the past.
const PERIOD: usize = 12;

/// What to simulate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Study {
    /// Months of data, at least 24.
    pub months: usize,
    /// Lag-1 correlation of months, in [0, 0.6].
    pub correlation: f64,
    /// Cities.
    pub cities: usize,
}

/// Counts of what happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Single months judged, nothing planted.
    pub months: usize,
    /// … whose interval leaves out 0.
    pub months_outside: usize,
    /// … and would by the model's own interval.
    pub months_outside_unwidened: usize,
    /// Starts of measures judged, nothing planted.
    pub measures: usize,
    /// … whose interval leaves out 0.
    pub measures_outside: usize,
    /// … and would by the model's own interval.
    pub measures_outside_unwidened: usize,
    /// … with the planted fall: intervals that hold it.
    pub covered: usize,
    /// … that lie wholly below 0.
    pub found: usize,
}

impl Study {
    /// Runs the study on cities drawn from `rng`. `None` when its settings are out of range.
    pub fn run<R: Rng>(&self, rng: &mut R) -> Option<Tally> {
        let mut tally = Tally::default();
        for _ in 0..self.cities {
            let city = City::draw(rng, self.months, self.correlation)?;
            let period = self.months - PERIOD;
            let months: Vec<Range<usize>> =
                (period..self.months).map(|month| month..month + 1).collect();
            city.judge(period, &months).iter().for_each(|judged| tally.add_month(judged));
            for window in WINDOWS {
                let start = self.months - window;
                let whole = start..self.months;
                let since = std::slice::from_ref(&whole);
                city.judge(start, since).iter().for_each(|judged| tally.add_measure(rng, judged));
            }
        }
        Some(tally)
    }
}

/// Monthly counts of a city's categories, of which none is treated.
#[derive(Debug, Clone, PartialEq)]
pub struct City {
    /// By category: its months, with all the others as control.
    series: Vec<Vec<Month>>,
}

/// A category judged as if it were treated.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// Position of the category.
    pub category: usize,
    /// How far it is from its expectation.
    pub departure: Departure,
    /// The effect beside the other categories.
    pub judgement: Judgement,
    placebos: Vec<Departure>,
}

impl City {
    /// From the counts of each category, all of the same months.
    pub fn of(counts: &[Vec<f64>]) -> Self {
        let months = counts.first().map_or(0, Vec::len);
        let total: Vec<f64> =
            (0..months).map(|month| counts.iter().map(|own| own[month]).sum()).collect();
        let beside = |own: &Vec<f64>| {
            let months = own.iter().zip(&total);
            months.map(|(&treated, total)| Month { treated, control: total - treated }).collect()
        };
        Self { series: counts.iter().map(beside).collect() }
    }

    fn draw<R: Rng>(rng: &mut R, months: usize, correlation: f64) -> Option<Self> {
        (months >= 2 * PERIOD).then_some(())?;
        let course: Vec<f64> = (0..months).map(|_| rng.random_range(0.9..1.1)).collect();
        let mut counts = Vec::with_capacity(CATEGORIES);
        for _ in 0..CATEGORIES {
            let level = rng.random_range(LEVELS.0.ln()..LEVELS.1.ln()).exp();
            let season = rng.random_range(0.0..SEASON_MAX);
            let peak = rng.random_range(0.0..12.0);
            let turn = |month: usize| (std::f64::consts::TAU * (month as f64 - peak) / 12.0).cos();
            let means: Vec<f64> =
                (0..months).map(|m| level * course[m] * (season * turn(m)).exp()).collect();
            let dispersion = rng.random_range(DISPERSIONS.0..DISPERSIONS.1);
            counts.push(correlated_months::draw(rng, &means, dispersion, correlation)?);
        }
        Some(Self::of(&counts))
    }

    /// Judges every category that can be judged over each of the `windows` of months, from the
    /// months before `start`.
    pub fn judge(&self, start: usize, windows: &[Range<usize>]) -> Vec<Judged> {
        let baseline: Vec<usize> = (0..start).collect();
        let models: Vec<Option<Counterfactual>> =
            self.series.iter().map(|own| fit(own, &baseline).ok()).collect();
        let placebos = self.placebos(start);
        let mut all = Vec::new();
        for window in windows {
            let departures: Vec<Option<Departure>> = self
                .series
                .iter()
                .zip(&models)
                .map(|(own, model)| departure(own, model.as_ref(), window))
                .collect();
            for (category, placebos) in placebos.iter().enumerate() {
                all.extend(judged(&departures, category, placebos));
            }
        }
        all
    }

    /// Each category's placebos: the others of like size before `start`.
    fn placebos(&self, start: usize) -> Vec<Vec<usize>> {
        let size = |own: &Vec<Month>| own[..start].iter().map(|month| month.treated).sum::<f64>();
        let sizes: Vec<f64> = self.series.iter().map(size).collect();
        let of = |own: usize| {
            let mut others = sizes.clone();
            others[own] = 0.0;
            alike(sizes[own], &others)
        };
        (0..self.series.len()).map(of).collect()
    }
}

fn departure(
    own: &[Month],
    model: Option<&Counterfactual>,
    window: &Range<usize>,
) -> Option<Departure> {
    let months: Vec<(usize, Month)> = window.clone().map(|month| (month, own[month])).collect();
    model?.departure(&months)
}

fn judged(departures: &[Option<Departure>], category: usize, placebos: &[usize]) -> Option<Judged> {
    let departure = departures[category]?;
    let among: Vec<Departure> = placebos.iter().filter_map(|&at| departures[at]).collect();
    let judgement = judge(&departure, &among, CONFIDENCE)?;
    Some(Judged { category, departure, judgement, placebos: among })
}

impl Tally {
    fn add_month(&mut self, judged: &Judged) {
        self.months += 1;
        self.months_outside += usize::from(is_outside(judged.judgement.effect));
        self.months_outside_unwidened += usize::from(is_outside_unwidened(&judged.departure));
    }

    fn add_measure<R: Rng>(&mut self, rng: &mut R, judged: &Judged) {
        self.measures += 1;
        self.measures_outside += usize::from(is_outside(judged.judgement.effect));
        self.measures_outside_unwidened += usize::from(is_outside_unwidened(&judged.departure));
        let treated =
            Departure { observed: thinned(rng, judged.departure.observed), ..judged.departure };
        let Some(effect) =
            judge(&treated, &judged.placebos, CONFIDENCE).and_then(|found| found.effect)
        else {
            return;
        };
        self.covered += usize::from(effect.low <= PLANTED && PLANTED <= effect.high);
        self.found += usize::from(effect.high < 0.0);
    }
}

/// Whether the interval leaves out 0.
fn is_outside(effect: Option<Effect>) -> bool {
    effect.is_some_and(|effect| effect.low > 0.0 || effect.high < 0.0)
}

/// The same for the model's own interval, without placebos.
fn is_outside_unwidened(departure: &Departure) -> bool {
    let half_width = student_quantile(departure.degrees_of_freedom, CONFIDENCE);
    is_outside(half_width.and_then(|half_width| departure.effect(half_width)))
}

/// Each order is kept with probability `1 + PLANTED`.
fn thinned<R: Rng>(rng: &mut R, orders: f64) -> f64 {
    Binomial::new(orders as u64, 1.0 + PLANTED).map_or(orders, |kept| kept.sample(rng) as f64)
}

#[cfg(test)]
mod tests;
