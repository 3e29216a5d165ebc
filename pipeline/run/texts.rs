//! The period's texts as far as they were kept, and the matters that stand out among them.

use super::{Read, said};
use crate::orders::{Orders, day_of};
use crate::panel::{AreaId, FileRefs, Window};
use crate::topics::{OrderText, Standout, standouts};

/// Texts, and what stands out among them.
pub struct MinedTexts {
    /// All kept texts by day, then by fingerprint.
    pub all: Vec<OrderText>,
    /// The matters.
    pub standouts: Vec<Standout>,
}

/// Mines the texts of the twelve months that end with the period.
pub(super) fn mine(read: Read<'_>) -> MinedTexts {
    let all = order_texts(read.orders, read.refs, read.window);
    let area_names: Vec<&str> = read.dimensions.areas.iter().map(|area| area.name.as_str()).collect();
    let said = said::said(&all, &area_names, read.cache);
    MinedTexts { standouts: standouts(&all, &said, &area_names), all }
}

fn order_texts(orders: &Orders, refs: &[FileRefs], window: &Window) -> Vec<OrderText> {
    let mut kept = Vec::with_capacity(orders.files.iter().map(|file| file.orders.texts.len()).sum());
    for (file, refs) in orders.files.iter().zip(refs) {
        let staged = &file.orders;
        for (position, text) in &staged.texts {
            let at = *position as usize;
            let day = day_of(staged.received[at]);
            if day < window.year_first || day > window.period_last || file.duplicates.binary_search(position).is_ok() {
                continue;
            }
            let place = refs.places[staged.place[at] as usize];
            kept.push(OrderText {
                body: text.clone(),
                key: staged.key.get(at),
                day,
                area: place.street.or(place.district).unwrap_or(AreaId(0)),
                category: refs.items[staged.item[at] as usize].unit,
                reporter: (staged.reporter[at] != 0).then_some(staged.reporter[at]),
            });
        }
    }
    kept.sort_unstable_by_key(|text| (text.day, text.key));
    kept
}
