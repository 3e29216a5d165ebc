//! A ranking: the score of each candidate, its sub-scores, and how often it is selected.

use super::axis::Scale;
use super::canvas::{Align, Pen, Svg, Type, sheet};
use super::heading::Heading;
use super::legend::{self, Mark};
use super::palette;
use super::type_width::{fit, wrap};

/// One candidate.
#[derive(Debug, Clone, PartialEq)]
pub struct RankingRow {
    /// Its rank and title.
    pub label: String,
    /// In [0, 1].
    pub score: f64,
    /// In [0, 1]; `None` is drawn as a dash.
    pub sub_scores: [Option<f64>; 5],
    /// What the last column says, already worded.
    pub selection: String,
    /// On the list? If not, the row is grey.
    pub proposed: bool,
}

/// A ranking, rows in the order given.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    /// What it shows.
    pub title: String,
    /// Unit and period.
    pub unit: String,
    /// Names of the score and of the sub-scores.
    pub columns: [String; 6],
    /// Name of the last column.
    pub selection_label: String,
    /// What the accent means.
    pub proposed_label: String,
    /// What grey means.
    pub other_label: String,
    /// The rows.
    pub rows: Vec<RankingRow>,
}

const WIDTH_PX: f64 = 960.0;
const ROW_PX: f64 = 24.0;
const LABEL_PX: f64 = 288.0;
const SELECTION_PX: f64 = 74.0;
/// Left edge and width of the score and of the five sub-scores.
const COLUMNS_PX: [(f64, f64); 6] =
    [(300.0, 136.0), (450.0, 84.0), (542.0, 84.0), (634.0, 84.0), (726.0, 84.0), (818.0, 84.0)];

impl Ranking {
    /// Draws it.
    pub fn draw(&self) -> Svg {
        let heading = Heading::new(&self.title, &self.unit, WIDTH_PX);
        let keys = self.keys();
        let top = heading.height_px() + legend::height_px(WIDTH_PX, &keys) + 44.0;
        sheet(WIDTH_PX, top + ROW_PX * self.rows.len() as f64 + 6.0, &self.title, |pen| {
            heading.draw(pen);
            legend::draw(pen, heading.height_px(), WIDTH_PX, &keys);
            self.column_heads(pen, top - 22.0);
            for (i, row) in self.rows.iter().enumerate() {
                draw_row(pen, row, top + ROW_PX * (i as f64 + 0.5));
            }
        })
    }

    fn keys(&self) -> Vec<(Mark, &str)> {
        let mut keys = vec![(Mark::Field(palette::ACCENT), self.proposed_label.as_str())];
        if self.rows.iter().any(|row| !row.proposed) {
            keys.push((Mark::Field(palette::PAST), &self.other_label));
        }
        keys
    }

    fn column_heads(&self, pen: &mut Pen<'_>, y: f64) {
        let mut head = |name: &str, x: f64, width: f64, align| {
            let lines = wrap(name, width + 12.0, Type::NOTE.size, 2);
            let first = y + 8.0 - 14.0 * (lines.len() as f64 - 1.0);
            for (i, line) in lines.iter().enumerate() {
                pen.text(line, (x, first + 14.0 * i as f64), align, Type::NOTE);
            }
        };
        for (name, (x, width)) in self.columns.iter().zip(COLUMNS_PX) {
            head(name, x, width, Align::Start);
        }
        head(&self.selection_label, WIDTH_PX, SELECTION_PX, Align::End);
    }
}

fn draw_row(pen: &mut Pen<'_>, row: &RankingRow, y: f64) {
    let (color, ink) = if row.proposed {
        (palette::ACCENT, palette::INK)
    } else {
        (palette::PAST, palette::MUTED)
    };
    pen.text(
        &fit(&row.label, LABEL_PX, Type::LABEL.size),
        (0.0, y),
        Align::Start,
        Type::LABEL.colored(ink),
    );
    let values = [Some(row.score)].into_iter().chain(row.sub_scores);
    for (i, (value, (x, width))) in values.zip(COLUMNS_PX).enumerate() {
        let height = if i == 0 { 14.0 } else { 10.0 };
        draw_value(pen, value, (x, y), (width - 34.0, height), color);
    }
    pen.text(&row.selection, (WIDTH_PX, y), Align::End, Type::NOTE.colored(ink));
}

/// A bar on its track with its value beside it, or a dash where nothing is known.
fn draw_value(
    pen: &mut Pen<'_>,
    value: Option<f64>,
    (x, y): (f64, f64),
    (width, height): (f64, f64),
    color: plotters::style::RGBColor,
) {
    let look = Type { size: 11.5, color: palette::MUTED, bold: false };
    pen.rect(x, y - height / 2.0, width, height, palette::TRACK);
    match value {
        Some(value) => {
            let end = Scale::new(0.0, 1.0, x, x + width).px(value.clamp(0.0, 1.0));
            pen.rect(x, y - height / 2.0, end - x, height, color);
            pen.text(&format!("{value:.2}"), (x + width + 5.0, y), Align::Start, look);
        }
        None => pen.text("—", (x + width + 5.0, y), Align::Start, look),
    }
}
