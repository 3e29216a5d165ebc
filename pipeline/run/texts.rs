//! The period's texts as far as they were kept.

use crate::orders::{Orders, day_of};
use crate::panel::{AreaId, FileRefs, Window};
use crate::topics::OrderText;

/// All kept texts by day, then by fingerprint.
pub fn order_texts<'a>(orders: &'a Orders, refs: &[FileRefs], window: &Window) -> Vec<OrderText<'a>> {
    let mut kept = Vec::new();
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
                utf8: text.utf8(),
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
