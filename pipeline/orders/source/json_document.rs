//! The list of records in one JSON document, member by member: a document is never held whole.

use std::cell::RefCell;
use std::fmt;
use std::io::Read;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::orders::OrdersError;

/// Members of a list from which it is taken for the one that holds the records.
const MANY: usize = 1_000;

/// Depth to which lists are looked for.
const DEPTH_MAX: usize = 4;

/// How often the longest list must be longer than the next one to be sure.
const LONGER_MIN: usize = 5;

/// How a visit of a document ended.
pub enum Ended {
    /// As it should, or where the visitor had enough.
    Whole,
    /// The visitor refused.
    Refused(OrdersError),
    /// The document is broken; the place and the reason.
    Broken(String),
}

/// Hands over the members of the list that `keys` lead to, until `each` has enough.
pub fn visit_records(
    text: impl Read,
    keys: &[String],
    each: &mut dyn FnMut(Value) -> Result<bool, OrdersError>,
) -> Ended {
    let visit = RefCell::new(Visit { each, refused: None, has_enough: false });
    let mut reader = serde_json::Deserializer::from_reader(text);
    let ended = At { keys, visit: &visit }.deserialize(&mut reader);
    let ended = ended.and_then(|()| reader.end());
    let visit = visit.into_inner();
    match (visit.refused, ended) {
        (Some(error), _) => Ended::Refused(error),
        (None, Err(error)) if !visit.has_enough => Ended::Broken(error.to_string()),
        _ => Ended::Whole,
    }
}

struct Visit<'a> {
    each: &'a mut dyn FnMut(Value) -> Result<bool, OrdersError>,
    refused: Option<OrdersError>,
    has_enough: bool,
}

/// The place in the document that keys lead to.
struct At<'a, 'v> {
    keys: &'a [String],
    visit: &'a RefCell<Visit<'v>>,
}

impl<'de> DeserializeSeed<'de> for At<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.keys {
            [] => deserializer.deserialize_seq(self),
            _ => deserializer.deserialize_map(self),
        }
    }
}

impl<'de> Visitor<'de> for At<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.keys.is_empty() { "a list of objects" } else { "an object" })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        while let Some(member) = members.next_element::<Value>()? {
            let mut visit = self.visit.borrow_mut();
            match (visit.each)(member) {
                Ok(true) => {}
                Ok(false) => {
                    visit.has_enough = true;
                    return Err(A::Error::custom("enough"));
                }
                Err(error) => {
                    visit.refused = Some(error);
                    return Err(A::Error::custom("refused"));
                }
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let Some((first, rest)) = self.keys.split_first() else { return Ok(()) };
        while let Some(key) = entries.next_key::<String>()? {
            if key == *first {
                entries.next_value_seed(At { keys: rest, visit: self.visit })?;
            } else {
                entries.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

/// The keys to the list of objects that holds a document's records; `None` where there is none.
///
/// # Errors
/// When the document is broken, or two lists may be it.
pub fn longest_list(text: impl Read) -> Result<Option<Vec<String>>, String> {
    let lists = RefCell::new(Lists::default());
    let mut reader = serde_json::Deserializer::from_reader(text);
    let seed = Look { keys: Vec::new(), lists: &lists };
    let ended = seed.deserialize(&mut reader).and_then(|()| reader.end());
    let mut lists = lists.into_inner();
    if let (Err(error), false) = (ended, lists.has_enough) {
        return Err(error.to_string());
    }
    lists.found.sort_by_key(|(_, members)| std::cmp::Reverse(*members));
    let most = lists.found.first().map_or(0, |(_, members)| *members);
    if let Some((keys, rows)) = lists.nameless.filter(|(_, rows)| *rows > most) {
        let place = if keys.is_empty() { String::new() } else { format!(" in {}", keys.join(".")) };
        return Err(format!(
            "its {rows} rows{place} are lists of values without names: give the same data as CSV, \
             or as objects that name each value"
        ));
    }
    match lists.found.as_slice() {
        [(keys, many), (others, few), ..] if *many < LONGER_MIN * few => Err(format!(
            "two lists may hold the records: {} of {many} and {} of {few} objects; \
             give a file with one",
            keys.join("."),
            others.join(".")
        )),
        [(keys, _), ..] => Ok(Some(keys.clone())),
        [] => Ok(None),
    }
}

#[derive(Default)]
struct Lists {
    /// Keys to each list of objects, and its members.
    found: Vec<(Vec<String>, usize)>,
    /// Keys to the longest list of lists, and its members.
    nameless: Option<(Vec<String>, usize)>,
    has_enough: bool,
}

/// A look at one value and the lists in it.
struct Look<'a> {
    keys: Vec<String>,
    lists: &'a RefCell<Lists>,
}

impl<'de> DeserializeSeed<'de> for Look<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Look<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let (mut objects, mut rows) = (0, 0);
        // Lists within the members are part of a record.
        while let Some(member) = members.next_element::<Value>()? {
            match member {
                Value::Object(_) if rows == 0 => objects += 1,
                Value::Array(_) if objects == 0 => rows += 1,
                _ => break,
            }
            if objects == MANY {
                let mut lists = self.lists.borrow_mut();
                lists.found = vec![(self.keys, objects)];
                lists.has_enough = true;
                return Err(A::Error::custom("enough"));
            }
        }
        while members.next_element::<IgnoredAny>()?.is_some() {}
        let mut lists = self.lists.borrow_mut();
        if objects > 0 {
            lists.found.push((self.keys, objects));
        } else if rows > lists.nameless.as_ref().map_or(0, |(_, most)| *most) {
            lists.nameless = Some((self.keys, rows));
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        while let Some(key) = entries.next_key::<String>()? {
            if self.keys.len() >= DEPTH_MAX {
                entries.next_value::<IgnoredAny>()?;
                continue;
            }
            let keys = [self.keys.as_slice(), &[key]].concat();
            entries.next_value_seed(Look { keys, lists: self.lists })?;
        }
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}
