//! The year as a strip: one row a theme, twelve months, the theme's own season behind, its review
//! month in a ring.

use super::canvas::{Align, Pen, Svg, Type, sheet};
use super::heading::Heading;
use super::palette;
use super::type_width::{fit, width_px};

/// One theme.
#[derive(Debug, Clone, PartialEq)]
pub struct CalendarRow {
    /// Its name.
    pub label: String,
    /// Demand of each calendar month as a multiple of the theme's usual month; `None` where the
    /// data has no such month.
    pub season: [Option<f64>; 12],
    /// Problems reviewed in each month.
    pub problems: [u32; 12],
}

/// A year strip, rows in the order given.
#[derive(Debug, Clone, PartialEq)]
pub struct Calendar {
    /// What it shows.
    pub title: String,
    /// Unit and period.
    pub unit: String,
    /// The months' names.
    pub months: [String; 12],
    /// What the disc means.
    pub review_label: String,
    /// What the shades mean; the multiples follow.
    pub season_label: String,
    /// What a crossed cell means.
    pub unknown_label: String,
    /// The rows.
    pub rows: Vec<CalendarRow>,
}

const WIDTH_PX: f64 = 960.0;
const ROW_PX: f64 = 30.0;
const SCALE_STEPS: [(f64, &str); 4] = [(0.5, "×0.5"), (1.0, "×1"), (1.5, "×1.5"), (2.0, "×2")];

impl Calendar {
    /// Draws it.
    pub fn draw(&self) -> Svg {
        let heading = Heading::new(&self.title, &self.unit, WIDTH_PX);
        let top = heading.height_px() + 56.0;
        sheet(WIDTH_PX, top + ROW_PX * self.rows.len() as f64 + 4.0, &self.title, |pen| {
            heading.draw(pen);
            self.key(pen, heading.height_px() + 12.0);
            self.grid(pen, top);
        })
    }

    fn key(&self, pen: &mut Pen<'_>, y: f64) {
        let mut x = 8.0;
        pen.disc((x, y), 8.0, palette::ALERT);
        x += 16.0;
        x = say(pen, &self.review_label, x, y) + 26.0;
        x = say(pen, &self.season_label, x, y) + 8.0;
        for (multiple, name) in SCALE_STEPS {
            pen.rect(x, y - 7.0, 26.0, 14.0, season_shade(multiple));
            pen.frame(x, y - 7.0, 26.0, 14.0, palette::GRID, 1.0);
            x = say(pen, name, x + 31.0, y) + 12.0;
        }
        if self.rows.iter().any(|row| row.season.iter().any(Option::is_none)) {
            cross(pen, x + 14.0, y - 7.0, 26.0, 14.0);
            say(pen, &self.unknown_label, x + 46.0, y);
        }
    }

    fn grid(&self, pen: &mut Pen<'_>, top: f64) {
        let widest =
            self.rows.iter().map(|row| width_px(&row.label, Type::LABEL.size)).fold(0.0, f64::max);
        let left = widest.min(220.0) + 14.0;
        let cell = (WIDTH_PX - left) / 12.0;
        for (month, name) in self.months.iter().enumerate() {
            let middle = left + cell * (month as f64 + 0.5);
            pen.text(name, (middle, top - 14.0), Align::Middle, Type::NOTE);
        }
        for (i, row) in self.rows.iter().enumerate() {
            let y = top + ROW_PX * i as f64;
            let label = fit(&row.label, left - 13.0, Type::LABEL.size);
            pen.text(&label, (left - 12.0, y + ROW_PX / 2.0), Align::End, Type::LABEL);
            for month in 0..12 {
                draw_cell(
                    pen,
                    left + cell * month as f64,
                    y,
                    cell,
                    row.season[month],
                    row.problems[month],
                );
            }
        }
    }
}

fn draw_cell(pen: &mut Pen<'_>, x: f64, y: f64, width: f64, season: Option<f64>, problems: u32) {
    let (width, height) = (width - 2.0, ROW_PX - 2.0);
    match season {
        Some(multiple) => pen.rect(x, y, width, height, season_shade(multiple)),
        None => cross(pen, x, y, width, height),
    }
    if problems > 0 {
        let center = (x + width / 2.0, y + height / 2.0);
        pen.frame(x, y, width, height, palette::ALERT, 2.0);
        pen.disc(center, 10.5, palette::ALERT);
        let look = Type { size: 13.0, color: palette::PAPER, bold: true };
        pen.text(&problems.to_string(), center, Align::Middle, look);
    }
}

/// Half the usual month is nearly paper, twice the usual month nearly the accent.
fn season_shade(multiple: f64) -> plotters::style::RGBColor {
    palette::shade((0.06 + (multiple - 0.5) * 0.42).clamp(0.03, 0.75))
}

/// A cell of which nothing is known.
fn cross(pen: &mut Pen<'_>, x: f64, y: f64, width: f64, height: f64) {
    pen.rect(x, y, width, height, palette::TRACK);
    pen.line((x, y + height), (x + width, y), palette::PAST, 1.0);
}

/// Writes a note and returns where it ends.
fn say(pen: &mut Pen<'_>, text: &str, x: f64, y: f64) -> f64 {
    pen.text(text, (x, y), Align::Start, Type::NOTE);
    x + width_px(text, Type::NOTE.size)
}
