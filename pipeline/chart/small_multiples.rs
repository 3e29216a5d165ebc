//! Small multiples: one small chart of months an area, each on its own scale from 0.

use super::axis::Scale;
use super::canvas::{Align, Pen, Svg, Type, sheet};
use super::heading::Heading;
use super::legend::{self, Mark};
use super::months::highest;
use super::palette;
use super::type_width::{fit, width_px};
use crate::language::count;

/// One small chart.
#[derive(Debug, Clone, PartialEq)]
pub struct SmallChart {
    /// Its name.
    pub label: String,
    /// This year's months; `None` is what the data does not have.
    pub this_year: Vec<Option<f64>>,
    /// The same months a year before.
    pub last_year: Vec<Option<f64>>,
}

/// Small charts side by side, in the order given.
#[derive(Debug, Clone, PartialEq)]
pub struct SmallMultiples {
    /// What they show.
    pub title: String,
    /// Unit and period.
    pub unit: String,
    /// Name of this year's lines.
    pub this_label: String,
    /// Name of last year's lines; empty where no chart has one.
    pub last_label: String,
    /// The first and the last month's name.
    pub ends: [String; 2],
    /// The charts.
    pub charts: Vec<SmallChart>,
}

const WIDTH_PX: f64 = 1064.0;
const COLUMNS: usize = 4;
const GAP_PX: f64 = 28.0;
const HEIGHT_PX: f64 = 74.0;
const ROW_PX: f64 = HEIGHT_PX + 62.0;

impl SmallMultiples {
    /// Draws them.
    pub fn draw(&self) -> Svg {
        let heading = Heading::new(&self.title, &self.unit, WIDTH_PX);
        let mut keys = vec![(Mark::Line(palette::ACCENT), self.this_label.as_str())];
        if self.charts.iter().any(|chart| chart.last_year.iter().any(Option::is_some)) {
            keys.push((Mark::Line(palette::PAST), &self.last_label));
        }
        let top = heading.height_px() + legend::height_px(WIDTH_PX, &keys) + 10.0;
        let rows = self.charts.len().div_ceil(COLUMNS) as f64;
        sheet(WIDTH_PX, top + ROW_PX * rows, &self.title, |pen| {
            heading.draw(pen);
            legend::draw(pen, heading.height_px(), WIDTH_PX, &keys);
            for (at, chart) in self.charts.iter().enumerate() {
                let width = (WIDTH_PX - GAP_PX * (COLUMNS - 1) as f64) / COLUMNS as f64;
                let left = (width + GAP_PX) * (at % COLUMNS) as f64;
                self.one(pen, chart, (left, width), top + ROW_PX * (at / COLUMNS) as f64);
            }
        })
    }

    fn one(&self, pen: &mut Pen<'_>, chart: &SmallChart, (left, width): (f64, f64), head: f64) {
        let (top, bottom) = (head + 30.0, head + 30.0 + HEIGHT_PX);
        let most = highest(chart.this_year.iter().chain(&chart.last_year).copied());
        let y = Scale::new(0.0, most.max(1.0), bottom, top);
        let x = Scale::new(0.0, (chart.this_year.len().max(2) - 1) as f64, left, left + width);
        let last = chart.this_year.iter().rev().find_map(|value| *value);
        let figure = last.map(|value| count(value as u64)).unwrap_or_default();
        let room = width - width_px(&figure, Type::LABEL.size) - 10.0;
        let bold = Type { bold: true, ..Type::LABEL };
        pen.text(
            &fit(&chart.label, room, Type::LABEL.size),
            (left, head + 12.0),
            Align::Start,
            bold,
        );
        let look = Type::LABEL.colored(palette::ACCENT);
        pen.text(&figure, (left + width, head + 12.0), Align::End, look);
        pen.line((left, bottom), (left + width, bottom), palette::GRID, 1.0);
        for (values, color, width_px) in
            [(&chart.last_year, palette::PAST, 1.75), (&chart.this_year, palette::ACCENT, 2.25)]
        {
            let points: Vec<Option<(f64, f64)>> = values
                .iter()
                .enumerate()
                .map(|(at, value)| value.map(|value| (x.px(at as f64), y.px(value))))
                .collect();
            for run in points.split(Option::is_none) {
                let run: Vec<(f64, f64)> = run.iter().copied().flatten().collect();
                match run.as_slice() {
                    [only] => pen.disc(*only, 2.0, color),
                    run => pen.path(run, color, width_px),
                }
            }
        }
        let [first, end] = &self.ends;
        pen.text(first, (left, bottom + 13.0), Align::Start, Type::NOTE);
        pen.text(end, (left + width, bottom + 13.0), Align::End, Type::NOTE);
    }
}
