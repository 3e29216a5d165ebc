//! Before and after: what was observed month by month, and what was expected from a start onwards:
//! since a measure began, or in the months to come.

use super::canvas::{Pen, Svg, sheet};
use super::heading::Heading;
use super::legend::{self, Mark};
use super::months::{MONTHS_PX, Plot, highest};
use super::palette;

/// One month. `None` is what the data does not have.
#[derive(Debug, Clone, PartialEq)]
pub struct BeforeAfterMonth {
    /// Its name on the axis.
    pub label: String,
    /// What was observed.
    pub observed: Option<f64>,
    /// What was expected without a change.
    pub expected: Option<f64>,
    /// The range of it.
    pub range: Option<(f64, f64)>,
    /// Whether the month is wholly covered; if not it is a ring.
    pub complete: bool,
}

/// A chart of months around a start.
#[derive(Debug, Clone, PartialEq)]
pub struct BeforeAfter {
    /// What it shows.
    pub title: String,
    /// Unit and period.
    pub unit: String,
    /// Name of the observed line.
    pub observed_label: String,
    /// Name of the expected line and its range.
    pub expected_label: String,
    /// What stands at the start.
    pub start_label: String,
    /// What a ring means.
    pub incomplete_label: String,
    /// Position of the first month after the start.
    pub start: Option<usize>,
    /// The months, oldest first.
    pub months: Vec<BeforeAfterMonth>,
}

const WIDTH_PX: f64 = 500.0;
const PLOT_HEIGHT_PX: f64 = 200.0;

impl BeforeAfter {
    /// Draws it.
    pub fn draw(&self) -> Svg {
        let heading = Heading::new(&self.title, &self.unit, WIDTH_PX);
        let keys = self.keys();
        let top = heading.height_px() + legend::height_px(WIDTH_PX, &keys) + 34.0;
        sheet(WIDTH_PX, top + PLOT_HEIGHT_PX + MONTHS_PX, &self.title, |pen| {
            heading.draw(pen);
            legend::draw(pen, heading.height_px(), WIDTH_PX, &keys);
            self.plot(pen, top);
        })
    }

    fn keys(&self) -> Vec<(Mark, &str)> {
        let mut keys = vec![(Mark::Line(palette::ACCENT), self.observed_label.as_str())];
        if self.months.iter().any(|month| month.range.is_some()) {
            keys.push((Mark::Field(palette::BAND), &self.expected_label));
        }
        if self.months.iter().any(|month| !month.complete && month.observed.is_some()) {
            keys.push((Mark::Ring(palette::ACCENT), &self.incomplete_label));
        }
        keys
    }

    fn plot(&self, pen: &mut Pen<'_>, top: f64) {
        let labels: Vec<&str> = self.months.iter().map(|month| month.label.as_str()).collect();
        let values = self.months.iter().flat_map(|m| [m.observed, m.range.map(|range| range.1)]);
        let plot = Plot::new(pen, (top, PLOT_HEIGHT_PX), WIDTH_PX, &labels, highest(values));
        let of = |value: fn(&BeforeAfterMonth) -> Option<f64>| -> Vec<Option<f64>> {
            self.months.iter().map(value).collect()
        };
        let observed = of(|month| month.observed);
        let ranges: Vec<_> = self.months.iter().map(|month| month.range).collect();
        let complete: Vec<bool> = self.months.iter().map(|month| month.complete).collect();
        plot.band(pen, &ranges);
        plot.dashed(pen, &of(|month| month.expected));
        if let Some(start) = self.start {
            plot.upright(pen, start, &self.start_label);
        }
        plot.line(pen, &observed, palette::ACCENT, 2.75);
        plot.dots(pen, &observed, &complete);
    }
}
