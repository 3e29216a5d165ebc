//! The SQL models of `sql/`, embedded, in the order in which they run: each after those it reads.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use datafusion::sql::parser::DFParser;
use datafusion::sql::resolve::resolve_table_references;

/// A folder of `sql/`, which says what its models are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Folder {
    /// Rename, cast, choose the version that counts.
    Staging,
    /// Figures of a month, kept.
    Marts,
    /// Questions that later stages ask of orders.
    Facts,
    /// Queries that must return no row.
    Checks,
}

impl Folder {
    /// The folder's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Staging => "staging",
            Self::Marts => "marts",
            Self::Facts => "facts",
            Self::Checks => "checks",
        }
    }
}

/// One file of `sql/`: one select, one table of that name.
#[derive(Debug, Clone, Copy)]
pub struct Model {
    /// Name of the file and of the table.
    pub name: &'static str,
    /// Where it stands.
    pub folder: Folder,
    /// The select.
    pub sql: &'static str,
}

macro_rules! models {
    ($($variant:ident $folder:literal: $($name:literal),+;)+) => {
        &[$($(Model {
            name: $name,
            folder: Folder::$variant,
            sql: include_str!(concat!("../../sql/", $folder, "/", $name, ".sql")),
        },)+)+]
    };
}

/// Every model.
pub const MODELS: &[Model] = models! {
    Staging "staging": "stg_orders", "stg_demands";
    Marts "marts":
        "street_category_month", "reporters_month", "area_category_month", "area_category_week",
        "category_department_month", "orders_by_hour", "reporter_repeats_month",
        "intake_month", "area_month", "channel_month", "request_type_month", "dispatch_month",
        "community_month",
        "handling_month", "department_month", "deadline_month", "closing_month";
    Facts "facts":
        "replaced_orders", "demands",
        "finding_demands", "finding_orders", "repeated_demands", "finding_source",
        "order_text_sample", "surge_orders",
        "repeat_demands", "crowd_demands", "place_sample", "matter_reports";
    Checks "checks": "levels_add_up", "months_match_weeks", "answers_within_orders";
};

/// The model of a name.
///
/// # Panics
/// When there is no such model; names are constants of this program.
pub fn model(name: &str) -> &'static Model {
    let found = MODELS.iter().find(|model| model.name == name);
    found.unwrap_or_else(|| panic!("no model {name} in sql/"))
}

/// The tables that each model reads, as the engine's own parser understands them.
fn tables_read() -> &'static BTreeMap<&'static str, BTreeSet<String>> {
    static READ: OnceLock<BTreeMap<&'static str, BTreeSet<String>>> = OnceLock::new();
    READ.get_or_init(|| {
        let tables = |model: &Model| {
            let statement = DFParser::parse_sql(model.sql).ok()?.pop_front()?;
            let (tables, _) = resolve_table_references(&statement, true).ok()?;
            Some(tables.iter().map(|table| table.table().to_owned()).collect())
        };
        MODELS.iter().map(|model| (model.name, tables(model).unwrap_or_default())).collect()
    })
}

/// The models that a model reads.
pub fn reads(model: &Model) -> BTreeSet<&'static str> {
    let read = &tables_read()[model.name];
    MODELS.iter().map(|other| other.name).filter(|name| read.contains(*name)).collect()
}

/// All models, each after those that it reads; by name where the order is free.
pub fn in_order() -> Vec<&'static Model> {
    let mut waiting: BTreeMap<&str, &Model> =
        MODELS.iter().map(|model| (model.name, model)).collect();
    let mut ordered = Vec::with_capacity(MODELS.len());
    loop {
        let ready = waiting
            .values()
            .find(|model| reads(model).iter().all(|read| !waiting.contains_key(read)))
            .map(|model| model.name);
        let Some(name) = ready else { return ordered };
        ordered.extend(waiting.remove(name));
    }
}

#[cfg(test)]
mod tests;
