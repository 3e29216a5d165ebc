//! A city of six districts with three streets each and ten kinds of orders, over two years, whose
//! names change as they are told to.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};

use crate::panel::{
    Area, AreaId, AreaLevel, Category, CategoryId, CellMonth, Counts, Panel, StatMonth,
};

const MONTHS: u16 = 24;
const KINDS: u32 = 10;

/// The name of a street's district and of a kind in a month.
type Name = fn(u32, u16) -> String;

pub(super) fn district(at: u32, _: u16) -> String {
    format!("District {at}")
}

pub(super) fn kind(at: u32, _: u16) -> String {
    format!("Kind {at}")
}

/// Orders of a cell and month: kinds and districts of several sizes, noise that is fixed.
fn orders(district: u32, street: u32, kind: u32, month: u16) -> u32 {
    let noise = (district * 7 + street * 5 + kind * 11 + u32::from(month) * 13) % 3;
    (6 - district) * (1 + kind % 4) / 2 + noise
}

struct Builder {
    areas: Vec<Area>,
    categories: Vec<Category>,
    cells: BTreeMap<(u32, u32, u16), u32>,
}

impl Builder {
    fn area(&mut self, level: AreaLevel, name: &str, parent: Option<AreaId>) -> AreaId {
        let found = self.areas.iter().position(|area| area.name == name && area.parent == parent);
        AreaId(found.unwrap_or_else(|| {
            self.areas.push(Area { level, name: name.to_owned(), parent, population: None });
            self.areas.len() - 1
        }) as u32)
    }

    fn category(&mut self, level: u8, name: &str, parent: Option<CategoryId>) -> CategoryId {
        let found =
            self.categories.iter().position(|other| other.name == name && other.parent == parent);
        CategoryId(found.unwrap_or_else(|| {
            self.categories.push(Category { level, name: name.to_owned(), parent });
            self.categories.len() - 1
        }) as u32)
    }
}

pub(super) fn panel(district_name: Name, kind_name: Name) -> Panel {
    panel_with(&district_name, kind_name)
}

pub(super) fn panel_of(district_name: impl Fn(u32, u16) -> String) -> Panel {
    panel_with(&district_name, kind)
}

/// Parents need not come before children here: only the panel's own lookups matter.
fn panel_with(district_name: &dyn Fn(u32, u16) -> String, kind_name: Name) -> Panel {
    let mut of = Builder { areas: Vec::new(), categories: Vec::new(), cells: Default::default() };
    let city = of.area(AreaLevel::City, "City", None);
    for month in 0..MONTHS {
        for (at, street, kind) in
            (0..6).flat_map(|d| (0..3).flat_map(move |s| (0..KINDS).map(move |k| (d, s, k))))
        {
            let name = district_name(at, month);
            let district = of.area(AreaLevel::District, &name, Some(city));
            let own =
                of.area(AreaLevel::Street, &format!("{name} street {street}"), Some(district));
            let top = of.category(1, &format!("Group {}", kind % 2), None);
            let item = of.category(2, &kind_name(kind, month), Some(top));
            for (area, category) in
                [city, district, own].into_iter().flat_map(|a| [(a, top), (a, item)])
            {
                *of.cells.entry((area.0, category.0, month)).or_default() +=
                    orders(at, street, kind, month);
            }
        }
    }
    let first = NaiveDate::from_ymd_opt(2023, 1, 1).unwrap();
    let month = |at: u16| {
        let first_day = first + Months::new(u32::from(at));
        StatMonth {
            month: first_day,
            first_day,
            last_day: first_day,
            coverage: 1.0,
            complete: true,
        }
    };
    let cell = |((area, category, month), orders): ((u32, u32, u16), u32)| CellMonth {
        area: AreaId(area),
        category: CategoryId(category),
        month,
        counts: Counts { orders, ..Counts::default() },
    };
    Panel {
        areas: of.areas,
        categories: of.categories,
        item_level: 2,
        months: (0..MONTHS).map(month).collect(),
        period_months: 12..24,
        cells: of.cells.into_iter().map(cell).collect(),
        ..Panel::default()
    }
}
