//! The names of all orders, each once: which spellings are one name, and which mean "not known".

use std::collections::BTreeMap;

use crate::orders::{
    Aliases, Item, NameFolding, NameKind, NameTable, Names, NamesSettings, Place, Spellings,
};

/// The names of each kind.
#[derive(Debug, Default)]
pub struct NameTables {
    district: NameTable,
    street: NameTable,
    community: NameTable,
    category: [NameTable; 3],
    department: NameTable,
    aliases: Aliases,
}

impl NameTables {
    /// From the names of all orders; work is done once for each spelling. Of the aliases, those
    /// that hold on every day.
    pub fn of(names: &Names, settings: &NamesSettings, aliases: &Aliases) -> Self {
        let folding = NameFolding::new(settings);
        let of_place = |name: fn(&Place) -> Option<&str>| {
            table(&folding, names.places.values(), &names.place_orders, name)
        };
        let of_item = |name: fn(&Item) -> Option<&str>| {
            table(&folding, names.items.values(), &names.item_orders, name)
        };
        let (units, orders) = (names.departments.values(), &names.department_orders);
        Self {
            district: of_place(|place| place.district.as_deref()),
            street: of_place(|place| place.street.as_deref()),
            community: of_place(|place| place.community.as_deref()),
            category: [
                of_item(|item| item.l1.as_deref()),
                of_item(|item| item.l2.as_deref()),
                of_item(|item| item.l3.as_deref()),
            ],
            department: table(&folding, units, orders, |name: &String| Some(name.as_str())),
            aliases: aliases.clone(),
        }
    }

    /// A place by its names.
    pub fn place(&self, place: &Place) -> Place {
        Place {
            district: self.name(NameKind::District, &self.district, place.district.as_deref()),
            street: self.name(NameKind::Street, &self.street, place.street.as_deref()),
            community: self.name(NameKind::Community, &self.community, place.community.as_deref()),
        }
    }

    /// A category by its names. Where none is known, it keeps what it has: every order has one.
    pub fn item(&self, item: &Item) -> Item {
        let [l1, l2, l3] = &self.category;
        let known = Item {
            l1: self.name(NameKind::CategoryL1, l1, item.l1.as_deref()),
            l2: self.name(NameKind::CategoryL2, l2, item.l2.as_deref()),
            l3: self.name(NameKind::CategoryL3, l3, item.l3.as_deref()),
        };
        if known == Item::default() { item.clone() } else { known }
    }

    /// A department by its name.
    pub fn department<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        let name = self.aliases.always(NameKind::Department, self.department.name(name)?);
        Some(self.department.name(name).unwrap_or(name))
    }

    /// The name that a spelling counts under.
    fn name(&self, kind: NameKind, table: &NameTable, spelling: Option<&str>) -> Option<String> {
        let name = self.aliases.always(kind, table.name(spelling?)?);
        Some(table.name(name).unwrap_or(name).to_owned())
    }

    /// Names with several spellings, most orders first, each with its other spellings.
    pub fn variants(&self) -> Vec<(String, Vec<String>)> {
        let mut variants: Vec<_> = self.all().flat_map(|table| &table.variants).collect();
        variants.sort_by(|a, b| b.orders.cmp(&a.orders).then_with(|| a.name.cmp(&b.name)));
        variants
            .into_iter()
            .map(|variants| (variants.name.clone(), variants.others.clone()))
            .collect()
    }

    /// Spellings that mean "not known", and how many names they stand for, most first.
    pub fn unknown(&self) -> Vec<(String, u64)> {
        let mut unknown: BTreeMap<&str, u64> = BTreeMap::new();
        for (spelling, orders) in self.all().flat_map(|table| &table.unknown) {
            *unknown.entry(spelling).or_default() += orders;
        }
        let mut unknown: Vec<_> =
            unknown.into_iter().map(|(name, orders)| (name.to_owned(), orders)).collect();
        unknown.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        unknown
    }

    fn all(&self) -> impl Iterator<Item = &NameTable> {
        let [l1, l2, l3] = &self.category;
        [&self.district, &self.street, &self.community, l1, l2, l3, &self.department].into_iter()
    }
}

fn table<'a, T: 'a>(
    folding: &NameFolding,
    values: impl Iterator<Item = &'a T>,
    orders: &[u64],
    name: fn(&T) -> Option<&str>,
) -> NameTable {
    let mut names: BTreeMap<&str, u64> = BTreeMap::new();
    for (value, orders) in values.zip(orders) {
        if let Some(name) = name(value) {
            *names.entry(name).or_default() += orders;
        }
    }
    let mut spellings = Spellings::new(folding);
    names.into_iter().for_each(|(name, orders)| spellings.add(name, orders));
    spellings.finish()
}
