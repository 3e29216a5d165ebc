//! `[columns]`: the canonical columns, and what maps to each.

use serde::{Deserialize, Serialize};

macro_rules! columns {
    ($($name:ident),+ $(,)?) => {
        /// `[columns]`: each a SQL expression over the source's own columns.
        #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        #[expect(missing_docs, reason = "the names are those of the canonical work order")]
        pub struct Columns {
            $(pub $name: Option<String>,)+
        }

        impl Columns {
            /// Canonical name and expression of each mapped column, in canonical order.
            pub fn mapped(&self) -> Vec<(&'static str, &str)> {
                let names = [$(stringify!($name)),+];
                names.into_iter().filter_map(|name| Some((name, self.get(name)?))).collect()
            }

            /// All canonical names, in canonical order.
            pub const NAMES: &[&str] = &[$(stringify!($name)),+];

            /// The expression of a canonical column.
            pub fn get(&self, name: &str) -> Option<&str> {
                match name {
                    $(stringify!($name) => self.$name.as_deref(),)+
                    _ => None,
                }
            }

            /// These columns, and those of `common` where these say nothing.
            #[must_use]
            pub fn over(&self, common: &Self) -> Self {
                Self { $($name: self.$name.clone().or_else(|| common.$name.clone()),)+ }
            }
        }
    };
}

columns!(
    order_id,
    received_at,
    category_l1,
    category_l2,
    category_l3,
    district,
    street,
    community,
    request_type,
    dispatch,
    channel,
    department,
    reporter,
    text,
    due_at,
    closed_at,
    updated_at,
    responded,
    resolved,
    satisfied,
    escalated,
    lon,
    lat,
);

impl Columns {
    /// Columns without which a row is no order.
    pub const REQUIRED: [&'static str; 2] = ["order_id", "received_at"];

    /// The level of the category on which mining works: 2 where there is one, else the one there
    /// is.
    pub const fn category_level(&self) -> u8 {
        match (&self.category_l1, &self.category_l2) {
            (_, Some(_)) => 2,
            (Some(_), None) => 1,
            (None, None) => 3,
        }
    }

    /// Whether streets are the finest level of the panel; else communities are.
    pub const fn has_streets(&self) -> bool {
        self.street.is_some()
    }

    /// Whether the columns that every run needs are mapped.
    ///
    /// # Errors
    /// Names the column that is missing.
    pub fn validate(&self) -> Result<(), String> {
        let missing = |name: &str| {
            Err(format!("{name} is required: map it to a SQL expression over your own columns"))
        };
        if self.order_id.is_none() {
            return missing("order_id");
        }
        if self.received_at.is_none() {
            return missing("received_at");
        }
        if self.category_l1.is_none() && self.category_l2.is_none() && self.category_l3.is_none() {
            return missing("one of category_l1, category_l2, category_l3");
        }
        if self.district.is_none() && self.street.is_none() && self.community.is_none() {
            return missing("one of district, street, community");
        }
        Ok(())
    }
}
