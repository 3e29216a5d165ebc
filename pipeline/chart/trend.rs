//! A trend: a year of months, the year before in grey, the expected band where it is known.

use super::canvas::{Pen, Svg, sheet};
use super::heading::Heading;
use super::legend::{self, Mark};
use super::months::{MONTHS_PX, Plot, highest};
use super::palette;

/// One month of a trend. `None` is what the data does not have: the line breaks there.
#[derive(Debug, Clone, PartialEq)]
pub struct TrendMonth {
    /// Its name on the axis.
    pub label: String,
    /// This year's value.
    pub this_year: Option<f64>,
    /// The value of the same month a year before.
    pub last_year: Option<f64>,
    /// Lower and upper end of what was expected this year.
    pub expected: Option<(f64, f64)>,
    /// Whether this year's month is wholly covered; if not it is a ring.
    pub complete: bool,
}

/// A chart of months.
#[derive(Debug, Clone, PartialEq)]
pub struct Trend {
    /// What it shows.
    pub title: String,
    /// Unit and period.
    pub unit: String,
    /// Name of this year's line.
    pub this_label: String,
    /// Name of last year's line.
    pub last_label: String,
    /// Name of the band.
    pub band_label: String,
    /// What a ring means.
    pub incomplete_label: String,
    /// The months, oldest first.
    pub months: Vec<TrendMonth>,
}

const WIDTH_PX: f64 = 500.0;
const PLOT_HEIGHT_PX: f64 = 216.0;

impl Trend {
    /// Draws it.
    pub fn draw(&self) -> Svg {
        let heading = Heading::new(&self.title, &self.unit, WIDTH_PX);
        let keys = self.keys();
        let plot_top = heading.height_px() + legend::height_px(WIDTH_PX, &keys) + 24.0;
        sheet(WIDTH_PX, plot_top + PLOT_HEIGHT_PX + MONTHS_PX, &self.title, |pen| {
            heading.draw(pen);
            legend::draw(pen, heading.height_px(), WIDTH_PX, &keys);
            self.plot(pen, plot_top);
        })
    }

    fn keys(&self) -> Vec<(Mark, &str)> {
        let mut keys = vec![(Mark::Line(palette::ACCENT), self.this_label.as_str())];
        if self.months.iter().any(|m| m.last_year.is_some()) {
            keys.push((Mark::Line(palette::PAST), &self.last_label));
        }
        if self.months.iter().any(|m| m.expected.is_some()) {
            keys.push((Mark::Field(palette::BAND), &self.band_label));
        }
        if self.months.iter().any(|m| !m.complete && m.this_year.is_some()) {
            keys.push((Mark::Ring(palette::ACCENT), &self.incomplete_label));
        }
        keys
    }

    fn plot(&self, pen: &mut Pen<'_>, top: f64) {
        let labels: Vec<&str> = self.months.iter().map(|month| month.label.as_str()).collect();
        let values = self.months.iter();
        let values = values.flat_map(|m| [m.this_year, m.last_year, m.expected.map(|e| e.1)]);
        let plot = Plot::new(pen, (top, PLOT_HEIGHT_PX), WIDTH_PX, &labels, highest(values));
        let of = |value: fn(&TrendMonth) -> Option<f64>| -> Vec<Option<f64>> {
            self.months.iter().map(value).collect()
        };
        let this_year = of(|month| month.this_year);
        let complete: Vec<bool> = self.months.iter().map(|month| month.complete).collect();
        let ranges: Vec<_> = self.months.iter().map(|month| month.expected).collect();
        plot.band(pen, &ranges);
        plot.line(pen, &of(|month| month.last_year), palette::PAST, 2.0);
        plot.line(pen, &this_year, palette::ACCENT, 2.75);
        plot.dots(pen, &this_year, &complete);
        plot.figures(pen, &this_year);
    }
}
