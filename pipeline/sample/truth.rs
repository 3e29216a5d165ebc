//! The truth table: what is planted, where, when, and how much one should have seen.

use std::sync::Arc;

use arrow::array::{ArrayRef, Date32Array, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use chrono::NaiveDate;

use super::plant::{Plant, PlantKind};
use super::world::World;

/// One row of the truth table. A plant of several districts or categories has several rows with one
/// `plant_id`.
///
/// `strength` by kind: ratio of expected demand with the plant to without (`persistent_cell`,
/// `spike_*`, `burst_one_reporter`, `*_matter`, `structural_cell`), planted share of unsolved
/// demands (`chronic_*`), share by which demand falls (`topic_with_measure`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Truth {
    /// Kind and number, such as `spike_local-007`.
    pub plant_id: String,
    /// Name of the kind.
    pub kind: String,
    /// `city`, `district` or `street`; `None` for what has no place.
    pub area_level: Option<&'static str>,
    /// Name of the area; `None` for the city.
    pub area: Option<String>,
    /// The district that holds it or that it is.
    pub district: Option<String>,
    /// 1 or 2.
    pub category_level: Option<i64>,
    /// Name of the category.
    pub category: Option<String>,
    /// First day, inclusive.
    pub first_day: Option<NaiveDate>,
    /// Last day, inclusive.
    pub last_day: Option<NaiveDate>,
    /// See above.
    pub strength: Option<f64>,
    /// Demands expected in this area, category and these days without the plant.
    pub expected_orders: Option<f64>,
    /// Additional demands expected from the plant.
    pub expected_excess: Option<f64>,
    /// Additional rows that were drawn for the plant, or that a defect adds, changes or removes.
    pub orders: Option<i64>,
    /// Planted chance that a demand is solved.
    pub resolution_rate: Option<f64>,
    /// Share of the additional demands that one reporter makes.
    pub top_reporter_share: Option<f64>,
    /// A title for matters.
    pub title: Option<String>,
    /// For people.
    pub note: String,
}

/// Cells this far above the city's rate by their nature are listed, so that finding one is not
/// called false.
const STRUCTURAL_RATIO: f64 = 1.8;
/// … if at least this many demands are expected in them over the whole sample.
const STRUCTURAL_ORDERS: f64 = 10.0;

/// The rows for all plants; `drawn` counts their additional orders by plant and category.
pub fn rows(world: &World, drawn: &[Vec<u64>]) -> Vec<Truth> {
    let mut rows = Vec::new();
    let mut number = 0;
    for (index, plant) in world.plants.iter().enumerate() {
        let same_kind = index > 0 && world.plants[index - 1].kind == plant.kind;
        number = if same_kind { number + 1 } else { 1 };
        let plant_id = format!("{}-{number:03}", plant.kind.name());
        for (position, &(category, share)) in plant.categories.iter().enumerate() {
            let base = plant_row(world, plant, &plant_id, category, share, drawn[index][position]);
            rows.extend(place(world, plant, category, base));
        }
    }
    rows.extend(structural(world));
    rows.extend(buckets(world));
    rows
}

/// The identifiers of the plants, in their order.
pub fn plant_ids(world: &World) -> Vec<String> {
    let mut counts = std::collections::BTreeMap::<PlantKind, usize>::new();
    let mut id = |plant: &Plant| {
        let count = counts.entry(plant.kind).or_default();
        *count += 1;
        format!("{}-{count:03}", plant.kind.name())
    };
    world.plants.iter().map(&mut id).collect()
}

fn plant_row(
    world: &World,
    plant: &Plant,
    plant_id: &str,
    category: usize,
    share: f64,
    drawn: u64,
) -> Truth {
    let excess = plant.excess.as_ref();
    let expected =
        world.baseline.demands(world.background_orders, category, plant.street, plant.days.clone());
    Truth {
        plant_id: plant_id.to_owned(),
        kind: plant.kind.name().to_owned(),
        category_level: Some(2),
        category: Some(world.tree.categories[category].name.to_owned()),
        first_day: Some(world.days[*plant.days.start()]),
        last_day: Some(world.days[*plant.days.end()]),
        strength: Some(plant.strength),
        expected_orders: Some(expected),
        expected_excess: excess.map(|e| e.orders * share),
        orders: excess.and(i64::try_from(drawn).ok()),
        resolution_rate: plant.resolution,
        top_reporter_share: excess.map(|e| e.top_reporter_share),
        title: plant.matter.as_ref().map(|m| m.title.clone()),
        note: plant.note.clone(),
        ..Truth::default()
    }
}

fn place(world: &World, plant: &Plant, category: usize, row: Truth) -> Vec<Truth> {
    let name = |d: usize| world.city.districts[d].name.to_owned();
    if let Some(street) = plant.street {
        let street = &world.city.streets[street];
        let (area, district) = (Some(street.name.to_owned()), Some(name(street.district)));
        return vec![Truth { area_level: Some("street"), area, district, ..row }];
    }
    if plant.districts.is_empty() {
        return vec![Truth { area_level: Some("city"), ..row }];
    }
    let in_district = |d: usize| {
        let streets =
            (0..world.city.streets.len()).filter(|&s| world.city.streets[s].district == d);
        let share: f64 = streets.map(|s| world.baseline.street_share[category][s]).sum();
        Truth {
            area_level: Some("district"),
            area: Some(name(d)),
            district: Some(name(d)),
            expected_orders: row.expected_orders.map(|orders| orders * share),
            ..row.clone()
        }
    };
    plant.districts.iter().map(|&d| in_district(d)).collect()
}

/// Cells that are high by nature, against the street's share of all orders.
fn structural(world: &World) -> Vec<Truth> {
    let baseline = &world.baseline;
    let share_of_all = |s: usize| -> f64 {
        baseline
            .share
            .iter()
            .zip(&baseline.street_share)
            .map(|(share, streets)| share * streets[s])
            .sum()
    };
    let streets: Vec<f64> = (0..world.city.streets.len()).map(share_of_all).collect();
    let days = 0..=world.days.len() - 1;
    let mut rows = Vec::new();
    for category in 0..world.tree.categories.len() {
        for (street, share) in streets.iter().enumerate() {
            let ratio = baseline.street_share[category][street] / share;
            let expected =
                baseline.demands(world.background_orders, category, Some(street), days.clone());
            if ratio >= STRUCTURAL_RATIO && expected >= STRUCTURAL_ORDERS {
                rows.push(structural_row(world, category, street, ratio, expected, rows.len() + 1));
            }
        }
    }
    rows
}

fn structural_row(
    world: &World,
    category: usize,
    street: usize,
    ratio: f64,
    expected: f64,
    number: usize,
) -> Truth {
    let place = &world.city.streets[street];
    Truth {
        plant_id: format!("structural_cell-{number:03}"),
        kind: "structural_cell".to_owned(),
        area_level: Some("street"),
        area: Some(place.name.to_owned()),
        district: Some(world.city.districts[place.district].name.to_owned()),
        category_level: Some(2),
        category: Some(world.tree.categories[category].name.to_owned()),
        first_day: world.days.first().copied(),
        last_day: world.days.last().copied(),
        strength: Some(ratio),
        expected_orders: Some(expected),
        note: "本来就高于全市水平：发现它不算误报，没发现也不算漏报".to_owned(),
        ..Truth::default()
    }
}

fn buckets(world: &World) -> impl Iterator<Item = Truth> + '_ {
    let buckets = world.tree.categories.iter().filter(|c| c.is_bucket).enumerate();
    buckets.map(|(i, category)| Truth {
        plant_id: format!("general_bucket-{:03}", i + 1),
        kind: "general_bucket".to_owned(),
        area_level: Some("city"),
        category_level: Some(2),
        category: Some(category.name.to_owned()),
        first_day: world.days.first().copied(),
        last_day: world.days.last().copied(),
        note: "笼统分类，不得成为议题".to_owned(),
        ..Truth::default()
    })
}

/// Names and types of the truth table.
pub fn schema() -> SchemaRef {
    let field = |name: &str, data_type: &DataType| Field::new(name, data_type.clone(), true);
    let (text, day, number, count) =
        (DataType::Utf8, DataType::Date32, DataType::Float64, DataType::Int64);
    Arc::new(Schema::new(vec![
        field("plant_id", &text),
        field("kind", &text),
        field("area_level", &text),
        field("area", &text),
        field("district", &text),
        field("category_level", &count),
        field("category", &text),
        field("first_day", &day),
        field("last_day", &day),
        field("strength", &number),
        field("expected_orders", &number),
        field("expected_excess", &number),
        field("orders", &count),
        field("resolution_rate", &number),
        field("top_reporter_share", &number),
        field("title", &text),
        field("note", &text),
    ]))
}

/// The rows as a table.
pub fn table(rows: &[Truth]) -> RecordBatch {
    let text = |get: fn(&Truth) -> Option<&str>| -> ArrayRef {
        Arc::new(rows.iter().map(get).collect::<StringArray>())
    };
    let number = |get: fn(&Truth) -> Option<f64>| -> ArrayRef {
        Arc::new(rows.iter().map(get).collect::<Float64Array>())
    };
    let count = |get: fn(&Truth) -> Option<i64>| -> ArrayRef {
        Arc::new(rows.iter().map(get).collect::<Int64Array>())
    };
    let day = |get: fn(&Truth) -> Option<NaiveDate>| -> ArrayRef {
        let since_1970 = |day: NaiveDate| (day - NaiveDate::default()).num_days() as i32;
        Arc::new(rows.iter().map(|row| get(row).map(since_1970)).collect::<Date32Array>())
    };
    let columns = vec![
        text(|r| Some(&r.plant_id)),
        text(|r| Some(&r.kind)),
        text(|r| r.area_level),
        text(|r| r.area.as_deref()),
        text(|r| r.district.as_deref()),
        count(|r| r.category_level),
        text(|r| r.category.as_deref()),
        day(|r| r.first_day),
        day(|r| r.last_day),
        number(|r| r.strength),
        number(|r| r.expected_orders),
        number(|r| r.expected_excess),
        count(|r| r.orders),
        number(|r| r.resolution_rate),
        number(|r| r.top_reporter_share),
        text(|r| r.title.as_deref()),
        text(|r| Some(&r.note)),
    ];
    RecordBatch::try_new(schema(), columns).expect("columns are built to the schema")
}
