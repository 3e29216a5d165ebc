//! Progress of a topic in one month, as plain values.

use chrono::NaiveDate;

/// A light, by the printed rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Light {
    /// Falling, more than chance explains.
    Green,
    /// No clear change.
    Amber,
    /// Rising, more than chance explains.
    Red,
    /// Cannot tell: too few demands, or no comparable month.
    Grey,
}

impl Light {
    /// The name used in published tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Amber => "amber",
            Self::Red => "red",
            Self::Grey => "grey",
        }
    }

    /// A mark that can be told apart without colour.
    pub const fn mark(self) -> &'static str {
        match self {
            Self::Green => "●",
            Self::Amber => "▲",
            Self::Red => "■",
            Self::Grey => "○",
        }
    }
}

/// One topic in one month. `None` is what cannot be known.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    /// The topic.
    pub topic_id: String,
    /// Its title.
    pub title: String,
    /// Name of the statistical month (first day of the calendar month).
    pub month: NaiveDate,
    /// Whether the feed covers the month; comparisons are withheld if not.
    pub complete: bool,
    /// Demands in the month.
    pub orders: u64,
    /// Demands in the month before.
    pub orders_prev: Option<u64>,
    /// 环比: (orders − orders_prev) / orders_prev.
    pub mom: Option<f64>,
    /// Demands in the same month last year.
    pub orders_last_year: Option<u64>,
    /// 同比: (orders − orders_last_year) / orders_last_year.
    pub yoy: Option<f64>,
    /// Demands with a known answer on resolution.
    pub answered: Option<u64>,
    /// Responded ÷ known.
    pub response_rate: Option<f64>,
    /// Resolved ÷ known.
    pub resolution_rate: Option<f64>,
    /// Satisfied ÷ known.
    pub satisfaction_rate: Option<f64>,
    /// Demands expected had the topic moved as the rest of the city did.
    pub expected: Option<f64>,
    /// Lower end of the range of `orders` had it done so.
    pub expected_low: Option<f64>,
    /// Upper end.
    pub expected_high: Option<f64>,
    /// Observed − expected, as a share of expected.
    pub effect: Option<f64>,
    /// Lower end of its interval, which is as wide as needed for 19 of 20 untreated categories to
    /// show no effect.
    pub effect_low: Option<f64>,
    /// Upper end.
    pub effect_high: Option<f64>,
    /// The light.
    pub light: Light,
}
