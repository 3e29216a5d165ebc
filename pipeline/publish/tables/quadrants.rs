//! The table of volume by satisfaction.

use arrow::array::RecordBatch;

use super::{flags, integers, known_texts, numbers, table, texts};
use crate::monitor::{CrossedOf, Point, Quadrants};
use crate::panel::{Area, Panel};

/// One row an issue, district or street that has enough answers.
pub(super) fn quadrants(panel: &Panel, crossed: &[Quadrants]) -> RecordBatch {
    let rows: Vec<(&Quadrants, &Point)> =
        crossed.iter().flat_map(|of| of.points.iter().map(move |point| (of, point))).collect();
    let category = |point: &Point| match point.of {
        CrossedOf::Category(id) => Some(panel.category(id).name.as_str()),
        CrossedOf::Area(_) => None,
    };
    let area = |point: &Point| -> Option<&Area> {
        match point.of {
            CrossedOf::Area(id) => Some(panel.area(id)),
            CrossedOf::Category(_) => None,
        }
    };
    let parent = |point: &Point| Some(panel.area(area(point)?.parent?).name.as_str());
    table(vec![
        ("kind", texts(rows.iter().map(|(of, _)| of.kind.name()))),
        ("category", known_texts(rows.iter().map(|(_, point)| category(point)))),
        ("area", known_texts(rows.iter().map(|(_, point)| area(point).map(|area| &area.name)))),
        ("parent_area", known_texts(rows.iter().map(|(_, point)| parent(point)))),
        ("orders", integers(rows.iter().map(|(_, point)| point.orders))),
        ("answered", integers(rows.iter().map(|(_, point)| point.asked))),
        ("rate_name", texts(rows.iter().map(|(of, _)| of.rate.name()))),
        ("rate", numbers(rows.iter().map(|(_, point)| Some(point.rate)))),
        ("field", texts(rows.iter().map(|(_, point)| point.field.name()))),
        ("field_before", known_texts(rows.iter().map(|(_, p)| p.before.map(|field| field.name())))),
        ("moved", flags(rows.iter().map(|(_, point)| point.moved()))),
        ("orders_line", numbers(rows.iter().map(|(of, _)| Some(of.orders_line)))),
        ("rate_line", numbers(rows.iter().map(|(of, _)| Some(of.rate_line)))),
    ])
}
