//! A heat map: figures in cells, shaded by how far each stands above what its row and column would
//! give it.

use super::canvas::{Align, Pen, Svg, Type, sheet};
use super::heading::Heading;
use super::palette;
use super::type_width::{fit, width_px};

/// One cell. `None` is what cannot be known.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatCell {
    /// The figure that stands in the cell, already worded.
    pub text: String,
    /// The figure ÷ what the cell would have at the share of its row and column; the shade.
    pub ratio: Option<f64>,
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatRow {
    /// Its name.
    pub label: String,
    /// One cell a column.
    pub cells: Vec<HeatCell>,
}

/// A chart of rows by columns.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatMap {
    /// What it shows.
    pub title: String,
    /// Unit and period.
    pub unit: String,
    /// What the shades mean; the multiples follow.
    pub shade_label: String,
    /// Names of the columns.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<HeatRow>,
}

const WIDTH_PX: f64 = 1064.0;
const ROW_PX: f64 = 26.0;
/// Height of upright names at most; longer ones are cut.
const NAMES_MAX_PX: f64 = 130.0;
const STEPS: [(f64, &str); 4] = [(1.0, "×1"), (1.5, "×1.5"), (2.0, "×2"), (3.0, "×3")];

/// Shade from which figures are white on it.
const DARK: f64 = 0.5;

impl HeatMap {
    /// Draws it.
    pub fn draw(&self) -> Svg {
        let heading = Heading::new(&self.title, &self.unit, WIDTH_PX);
        let top = heading.height_px() + 42.0 + self.names_px();
        sheet(WIDTH_PX, top + ROW_PX * self.rows.len() as f64 + 4.0, &self.title, |pen| {
            heading.draw(pen);
            self.key(pen, heading.height_px() + 10.0);
            self.grid(pen, top);
        })
    }

    fn key(&self, pen: &mut Pen<'_>, y: f64) {
        pen.text(&self.shade_label, (0.0, y), Align::Start, Type::NOTE);
        let mut x = width_px(&self.shade_label, Type::NOTE.size) + 10.0;
        for (ratio, name) in STEPS {
            pen.rect(x, y - 7.0, 26.0, 14.0, palette::shade(share(ratio)));
            pen.frame(x, y - 7.0, 26.0, 14.0, palette::GRID, 1.0);
            pen.text(name, (x + 31.0, y), Align::Start, Type::NOTE);
            x += 31.0 + width_px(name, Type::NOTE.size) + 12.0;
        }
    }

    /// Left edge of the cells, and the width of one.
    fn columns(&self) -> (f64, f64) {
        let labels = self.rows.iter().map(|row| width_px(&row.label, Type::LABEL.size));
        let left = labels.fold(0.0, f64::max).min(230.0) + 14.0;
        (left, (WIDTH_PX - left) / self.columns.len().max(1) as f64)
    }

    /// Whether every column's name has room above its cells.
    fn names_fit(&self) -> bool {
        let room = self.columns().1 - 4.0;
        self.columns.iter().all(|name| width_px(name, Type::NOTE.size) <= room)
    }

    /// The height that the columns' names take: one line, or as long as the longest where they
    /// stand upright.
    fn names_px(&self) -> f64 {
        if self.names_fit() {
            return 12.0;
        }
        let widths = self.columns.iter().map(|name| width_px(name, Type::NOTE.size));
        widths.fold(0.0, f64::max).min(NAMES_MAX_PX)
    }

    fn grid(&self, pen: &mut Pen<'_>, top: f64) {
        let (left, cell) = self.columns();
        let is_upright = !self.names_fit();
        for (column, name) in self.columns.iter().enumerate() {
            let middle = left + cell * (column as f64 + 0.5);
            if is_upright {
                let name = fit(name, NAMES_MAX_PX, Type::NOTE.size);
                pen.text_upwards(&name, (middle, top - 6.0), Type::NOTE);
            } else {
                pen.text(name, (middle, top - 12.0), Align::Middle, Type::NOTE);
            }
        }
        for (i, row) in self.rows.iter().enumerate() {
            let y = top + ROW_PX * i as f64;
            let label = fit(&row.label, left - 13.0, Type::LABEL.size);
            pen.text(&label, (left - 12.0, y + ROW_PX / 2.0), Align::End, Type::LABEL);
            for (column, value) in row.cells.iter().enumerate() {
                draw_cell(pen, left + cell * column as f64, y, cell - 2.0, value);
            }
        }
    }
}

fn draw_cell(pen: &mut Pen<'_>, x: f64, y: f64, width: f64, cell: &HeatCell) {
    let shade = cell.ratio.map_or(0.0, share);
    pen.rect(x, y, width, ROW_PX - 2.0, palette::shade(shade));
    let color = if shade >= DARK { palette::PAPER } else { palette::INK };
    let at = (x + width / 2.0, y + ROW_PX / 2.0 - 1.0);
    pen.text(&cell.text, at, Align::Middle, Type::NOTE.colored(color));
}

/// No more than usual is nearly paper, three times as much nearly the accent.
fn share(ratio: f64) -> f64 {
    (0.05 + (ratio - 1.0) * 0.4).clamp(0.03, 0.85)
}
