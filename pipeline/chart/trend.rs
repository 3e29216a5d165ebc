//! A trend: a year of months, the year before in grey, the expected band where it is known.

use super::axis::{Scale, ticks_from_zero};
use super::canvas::{Align, Pen, Svg, Type, sheet};
use super::heading::Heading;
use super::legend::{self, Mark};
use super::palette;
use super::type_width::width_px;
use crate::language::count;

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
        sheet(WIDTH_PX, plot_top + PLOT_HEIGHT_PX + 28.0, &self.title, |pen| {
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
        let bottom = top + PLOT_HEIGHT_PX;
        let ticks = ticks_from_zero(self.highest(), 4);
        let left =
            ticks.iter().map(|&t| width_px(&count(t as u64), Type::NOTE.size)).fold(0.0, f64::max)
                + 10.0;
        let y = Scale::new(0.0, ticks.last().copied().unwrap_or(1.0), bottom, top);
        let x = Scale::new(-0.5, self.months.len() as f64 - 0.5, left, WIDTH_PX);
        for &tick in &ticks {
            pen.line((left, y.px(tick)), (WIDTH_PX, y.px(tick)), palette::GRID, 1.0);
            pen.text(&count(tick as u64), (left - 8.0, y.px(tick)), Align::End, Type::NOTE);
        }
        for (i, month) in self.months.iter().enumerate() {
            pen.text(&month.label, (x.px(i as f64), bottom + 16.0), Align::Middle, Type::NOTE);
        }
        self.band(pen, x, y);
        self.line(pen, x, y, |m| m.last_year, palette::PAST, 2.0);
        self.line(pen, x, y, |m| m.this_year, palette::ACCENT, 2.75);
        self.dots(pen, x, y);
    }

    fn highest(&self) -> f64 {
        let values =
            self.months.iter().flat_map(|m| [m.this_year, m.last_year, m.expected.map(|e| e.1)]);
        values.flatten().fold(0.0, f64::max)
    }

    /// One polygon for each run of months with a band.
    fn band(&self, pen: &mut Pen<'_>, x: Scale, y: Scale) {
        let months: Vec<(usize, Option<(f64, f64)>)> =
            self.months.iter().map(|m| m.expected).enumerate().collect();
        for run in months.split(|(_, band)| band.is_none()) {
            let side = |i: usize, value: f64, half: f64| (x.px(i as f64 + half), y.px(value));
            let (mut upper, mut lower) = (Vec::new(), Vec::new());
            for &(i, band) in run {
                let Some((low, high)) = band else { continue };
                // A lone month still needs a width to be seen.
                let halves: &[f64] = if run.len() == 1 { &[-0.3, 0.3] } else { &[0.0] };
                upper.extend(halves.iter().map(|&h| side(i, high, h)));
                lower.extend(halves.iter().map(|&h| side(i, low, h)));
            }
            upper.extend(lower.into_iter().rev());
            if upper.len() > 2 {
                pen.polygon(&upper, palette::BAND);
            }
        }
    }

    fn line(
        &self,
        pen: &mut Pen<'_>,
        x: Scale,
        y: Scale,
        value: impl Fn(&TrendMonth) -> Option<f64>,
        color: plotters::style::RGBColor,
        width: f64,
    ) {
        let points: Vec<Option<(f64, f64)>> = self
            .months
            .iter()
            .enumerate()
            .map(|(i, m)| value(m).map(|v| (x.px(i as f64), y.px(v))))
            .collect();
        for run in points.split(Option::is_none) {
            let run: Vec<(f64, f64)> = run.iter().copied().flatten().collect();
            match run.as_slice() {
                [only] => pen.disc(*only, 2.0, color),
                run => pen.path(run, color, width),
            }
        }
    }

    /// A dot for each month of this year, a ring for one not wholly covered; the highest and the last carry their value.
    fn dots(&self, pen: &mut Pen<'_>, x: Scale, y: Scale) {
        let known: Vec<(usize, f64, bool)> = self
            .months
            .iter()
            .enumerate()
            .filter_map(|(i, m)| m.this_year.map(|v| (i, v, m.complete)))
            .collect();
        for &(i, value, complete) in &known {
            let center = (x.px(i as f64), y.px(value));
            if complete {
                pen.disc(center, 3.0, palette::ACCENT);
            } else {
                pen.ring(center, 3.5, palette::ACCENT, 2.0);
            }
        }
        let highest =
            known.iter().copied().reduce(|best, next| if next.1 > best.1 { next } else { best });
        let last = known.last().copied();
        let mut labelled: Vec<(usize, f64, bool)> = highest.into_iter().chain(last).collect();
        if labelled.len() == 2 && labelled[1].0 - labelled[0].0 < 2 {
            labelled.truncate(1);
        }
        for (i, value, _) in labelled {
            let label = count(value as u64);
            let half = width_px(&label, 12.0) / 2.0;
            let at = (x.px(i as f64).min(WIDTH_PX - half), y.px(value) - 12.0);
            pen.text(
                &label,
                at,
                Align::Middle,
                Type { size: 12.0, color: palette::ACCENT, bold: true },
            );
        }
    }
}
