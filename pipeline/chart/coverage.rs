//! What lists cover: one row a list, one column a target, windows below each other.

use super::axis::Scale;
use super::canvas::{Align, Pen, Svg, Type, sheet};
use super::heading::Heading;
use super::legend::{self, Mark};
use super::palette;
use super::type_width::{fit, wrap};

/// One list.
#[derive(Debug, Clone, PartialEq)]
pub struct CoverageRow {
    /// Its name.
    pub label: String,
    /// Shares in [0, 1], one a column; `None` is drawn as a dash.
    pub shares: [Option<f64>; 2],
    /// Drawn in the accent: the list that is being judged.
    pub own: bool,
}

/// The lists of one window.
#[derive(Debug, Clone, PartialEq)]
pub struct CoverageGroup {
    /// The window.
    pub label: String,
    /// Its lists, in the order drawn.
    pub rows: Vec<CoverageRow>,
}

/// The chart.
#[derive(Debug, Clone, PartialEq)]
pub struct CoverageChart {
    /// What it shows.
    pub title: String,
    /// Unit.
    pub unit: String,
    /// What each column is a share of.
    pub columns: [String; 2],
    /// What the accent means.
    pub own_label: String,
    /// What grey means.
    pub other_label: String,
    /// The windows.
    pub groups: Vec<CoverageGroup>,
}

const WIDTH_PX: f64 = 760.0;
const ROW_PX: f64 = 24.0;
const GROUP_PX: f64 = 30.0;
const HEADS_PX: f64 = 36.0;
const LABEL_PX: f64 = 200.0;
/// Left edge and width of the two columns; the figure stands behind the bar's track.
const COLUMNS_PX: [(f64, f64); 2] = [(214.0, 210.0), (494.0, 210.0)];

impl CoverageChart {
    /// Draws it.
    pub fn draw(&self) -> Svg {
        let heading = Heading::new(&self.title, &self.unit, WIDTH_PX);
        let keys = [
            (Mark::Field(palette::ACCENT), self.own_label.as_str()),
            (Mark::Field(palette::PAST), self.other_label.as_str()),
        ];
        let top = heading.height_px() + legend::height_px(WIDTH_PX, &keys) + HEADS_PX;
        let rows = self.groups.iter().map(|group| GROUP_PX + ROW_PX * group.rows.len() as f64);
        sheet(WIDTH_PX, top + rows.sum::<f64>() + 6.0, &self.title, |pen| {
            heading.draw(pen);
            legend::draw(pen, heading.height_px(), WIDTH_PX, &keys);
            self.column_heads(pen, top - HEADS_PX + 12.0);
            let mut y = top;
            for group in &self.groups {
                pen.text(
                    &group.label,
                    (0.0, y + GROUP_PX / 2.0),
                    Align::Start,
                    Type { bold: true, ..Type::LABEL },
                );
                y += GROUP_PX;
                for row in &group.rows {
                    draw_row(pen, row, y + ROW_PX / 2.0);
                    y += ROW_PX;
                }
            }
        })
    }

    fn column_heads(&self, pen: &mut Pen<'_>, y: f64) {
        for (name, (x, width)) in self.columns.iter().zip(COLUMNS_PX) {
            for (i, line) in wrap(name, width + 50.0, Type::NOTE.size, 2).iter().enumerate() {
                pen.text(line, (x, y + 14.0 * i as f64), Align::Start, Type::NOTE);
            }
        }
    }
}

fn draw_row(pen: &mut Pen<'_>, row: &CoverageRow, y: f64) {
    let color = if row.own { palette::ACCENT } else { palette::PAST };
    pen.text(&fit(&row.label, LABEL_PX, Type::LABEL.size), (LABEL_PX, y), Align::End, Type::LABEL);
    for (share, (x, width)) in row.shares.iter().zip(COLUMNS_PX) {
        pen.rect(x, y - 7.0, width, 14.0, palette::TRACK);
        let text = match share {
            Some(share) => {
                let end = Scale::new(0.0, 1.0, x, x + width).px(share.clamp(0.0, 1.0));
                pen.rect(x, y - 7.0, end - x, 14.0, color);
                crate::language::percent(*share)
            }
            None => "—".to_owned(),
        };
        pen.text(&text, (x + width + 6.0, y), Align::Start, Type::NOTE.colored(palette::INK));
    }
}
