//! Stable names for findings.

use chrono::NaiveDate;

use super::FindingKind;
use crate::panel::{AreaId, CategoryId, Panel};

/// Kind, area, category and first day, hashed: the same on every run on the same input, whatever
/// else was found. Areas and categories enter with their parents' names, since a name alone need
/// not be unique.
pub fn finding_id(
    panel: &Panel,
    kind: FindingKind,
    area: AreaId,
    category: CategoryId,
    first_day: NaiveDate,
) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut put = |text: &str| {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    };
    put(kind.name());
    let mut area = Some(area);
    while let Some(id) = area {
        put(panel.area(id).level.name());
        put(&panel.area(id).name);
        area = panel.area(id).parent;
    }
    put("category");
    let mut category = Some(category);
    while let Some(id) = category {
        put(&panel.category(id).name);
        category = panel.category(id).parent;
    }
    put(&first_day.to_string());
    format!("{}-{}", &kind.name()[..1], &hasher.finalize().to_hex()[..12])
}
