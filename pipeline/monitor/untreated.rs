//! What nobody treats: the control of every topic, and its placebos.
//!
//! Untreated are the item-level categories that belong to no followed topic. Where fewer than
//! [`PLACEBOS_ENOUGH`] of them have `[monitor] expected_min` demands a month (a city of few
//! categories, most of them on the list), those of followed topics without a measure count as
//! untreated too: nothing is recorded as done about them.

use std::collections::{BTreeMap, BTreeSet};

use yiti_stats::interrupted::{Counterfactual, Departure, Month, fit};
use yiti_stats::placebo::{PLACEBOS_ENOUGH, alike};

use super::MonitorSettings;
use super::series::TopicSeries;
use crate::panel::{CategoryId, Panel};
use crate::topics::Topic;

/// The untreated categories, city-wide, one value a month of the panel.
pub(super) struct Untreated {
    categories: Vec<CategoryId>,
    orders: Vec<Vec<f64>>,
    total: Vec<f64>,
}

impl Untreated {
    /// Of a panel in which these topics are followed.
    pub fn of(panel: &Panel, topics: &[Topic], settings: &MonitorSettings) -> Self {
        let of_no_topic = Self::without(panel, topics.iter());
        if of_no_topic.large(panel, settings.expected_min) >= PLACEBOS_ENOUGH {
            return of_no_topic;
        }
        Self::without(panel, topics.iter().filter(|topic| settings.measure_of(topic).is_some()))
    }

    fn without<'a>(panel: &Panel, treated: impl Iterator<Item = &'a Topic>) -> Self {
        let treated: BTreeSet<CategoryId> =
            treated.flat_map(|topic| topic.categories.iter().copied()).collect();
        let categories: Vec<CategoryId> =
            panel.items().filter(|item| !treated.contains(item)).collect();
        let mut total = vec![0.0; panel.months.len()];
        let mut orders = Vec::with_capacity(categories.len());
        for &category in &categories {
            let months: Vec<f64> =
                panel.monthly_orders(panel.city(), category).into_iter().map(f64::from).collect();
            for (sum, month) in total.iter_mut().zip(&months) {
                *sum += month;
            }
            orders.push(months);
        }
        Self { categories, orders, total }
    }

    /// Categories with that many demands in a mean month.
    fn large(&self, panel: &Panel, least: f64) -> usize {
        let months = panel.months.len().max(1) as f64;
        self.orders.iter().filter(|own| own.iter().sum::<f64>() >= least * months).count()
    }

    /// Those with most orders before month `end`, largest first, with their orders a month.
    pub fn largest(&self, most: usize, end: usize) -> impl Iterator<Item = (CategoryId, &[f64])> {
        let size = |at: &usize| self.orders[*at][..end].iter().sum::<f64>();
        let mut by_size: Vec<usize> = (0..self.categories.len()).collect();
        by_size.sort_by(|a, b| size(b).total_cmp(&size(a)).then(a.cmp(b)));
        by_size.truncate(most);
        by_size.into_iter().map(|at| (self.categories[at], self.orders[at].as_slice()))
    }

    /// Orders of each month beside some categories: the control of a series made of them.
    pub fn beside(&self, own: &[CategoryId]) -> Vec<f64> {
        let mut control = self.total.clone();
        for (category, orders) in self.categories.iter().zip(&self.orders) {
            if own.contains(category) {
                for (sum, month) in control.iter_mut().zip(orders) {
                    *sum -= month;
                }
            }
        }
        control
    }
}

/// The untreated categories where a topic is: over the city, or in its areas. Baselines are fitted
/// when they are first asked for.
pub(super) struct Placebos {
    categories: Vec<CategoryId>,
    months: Vec<Vec<Month>>,
    complete: Vec<bool>,
    /// By end of the baseline and position.
    fits: BTreeMap<(usize, usize), Option<Counterfactual>>,
}

impl Placebos {
    /// In the areas of a topic.
    pub fn around(panel: &Panel, untreated: &Untreated, topic: &Topic) -> Self {
        let series = |(at, &category): (usize, &CategoryId)| -> Vec<Month> {
            let city = &untreated.orders[at];
            let own = match &topic.areas {
                None => city.clone(),
                Some(_) => TopicSeries::of_category(panel, topic, category).orders_f64(),
            };
            let beside = untreated.total.iter().zip(city).map(|(total, city)| total - city);
            own.into_iter()
                .zip(beside)
                .map(|(treated, control)| Month { treated, control })
                .collect()
        };
        Self {
            months: untreated.categories.iter().enumerate().map(series).collect(),
            categories: untreated.categories.clone(),
            complete: panel.months.iter().map(|month| month.complete).collect(),
            fits: BTreeMap::new(),
        }
    }

    /// Categories that could be placebos of a series made of the categories `own`.
    pub fn candidates(&self, own: &[CategoryId]) -> usize {
        self.categories.iter().filter(|category| !own.contains(category)).count()
    }

    /// Complete months before `end`.
    pub fn baseline(&self, end: usize) -> Vec<usize> {
        (0..end).filter(|&month| self.complete[month]).collect()
    }

    /// Placebos of a series of this size (mean orders of a baseline month) that is made of the
    /// categories `own`, fitted on the complete months before `end`.
    pub fn like(&mut self, own: &[CategoryId], size: f64, end: usize) -> Vec<usize> {
        let baseline = self.baseline(end);
        let mean = |at: usize| {
            baseline.iter().map(|&m| self.months[at][m].treated).sum::<f64>()
                / baseline.len() as f64
        };
        let is_own = |at: usize| own.contains(&self.categories[at]);
        let sizes: Vec<f64> =
            (0..self.months.len()).map(|at| if is_own(at) { 0.0 } else { mean(at) }).collect();
        let mut chosen = alike(size, &sizes);
        for &at in &chosen {
            let months = &self.months[at];
            self.fits.entry((end, at)).or_insert_with(|| fit(months, &baseline).ok());
        }
        chosen.retain(|&at| self.fits[&(end, at)].is_some());
        chosen
    }

    /// Departures of placebos that [`Self::like`] gave, over some months.
    pub fn departures(&self, chosen: &[usize], end: usize, months: &[usize]) -> Vec<Departure> {
        let of = |at: &usize| {
            let window: Vec<(usize, Month)> =
                months.iter().map(|&month| (month, self.months[*at][month])).collect();
            self.fits.get(&(end, *at))?.as_ref()?.departure(&window)
        };
        chosen.iter().filter_map(of).collect()
    }
}
