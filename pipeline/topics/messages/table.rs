//! Results as tables.

use std::sync::Arc;

use arrow::array::{ArrayRef, Date32Array, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow::datatypes::{DataType, Field, Schema};
use chrono::{Datelike, NaiveDate};

use crate::topics::text::{TextTopic, TextTopics};

/// Days from 1 January of year 1 to 1 January 1970.
const EPOCH_DAYS: i32 = 719_163;

/// `topic-0001` for the hottest.
pub fn topic_id(rank: usize) -> String {
    format!("topic-{rank:04}")
}

/// One row a message, in the order of the file: `id`, `topic_id` (null: fits nowhere).
pub fn assignments(ids: &[String], found: &TextTopics) -> RecordBatch {
    let topics =
        found.assignments.iter().map(|topic| topic.map(|topic| topic_id(found.topics[topic].rank)));
    batch(vec![
        ("id", false, Arc::new(StringArray::from_iter_values(ids))),
        ("topic_id", true, Arc::new(topics.collect::<StringArray>())),
    ])
}

/// One row a topic, hottest first.
pub fn topics(found: &TextTopics) -> RecordBatch {
    let topics = &found.topics;
    let text = |value: &dyn Fn(&TextTopic) -> String| -> ArrayRef {
        Arc::new(StringArray::from_iter_values(topics.iter().map(value)))
    };
    let maybe = |value: &dyn Fn(&TextTopic) -> Option<String>| -> ArrayRef {
        Arc::new(topics.iter().map(value).collect::<StringArray>())
    };
    let count = |value: &dyn Fn(&TextTopic) -> Option<usize>| -> ArrayRef {
        Arc::new(
            topics
                .iter()
                .map(|topic| value(topic).map(|count| count as i64))
                .collect::<Int64Array>(),
        )
    };
    let day = |value: &dyn Fn(&TextTopic) -> Option<NaiveDate>| -> ArrayRef {
        Arc::new(
            topics
                .iter()
                .map(|topic| value(topic).map(|day| day.num_days_from_ce() - EPOCH_DAYS))
                .collect::<Date32Array>(),
        )
    };
    batch(vec![
        ("topic_id", false, text(&|topic| topic_id(topic.rank))),
        ("rank", false, count(&|topic| Some(topic.rank))),
        (
            "hot_index",
            false,
            Arc::new(Float64Array::from_iter_values(topics.iter().map(|topic| topic.hot_index))),
        ),
        ("title", false, text(&|topic| topic.title.clone())),
        ("keywords", false, text(&|topic| topic.keywords.join(" "))),
        ("size", false, count(&|topic| Some(topic.members.len()))),
        ("users", true, count(&|topic| topic.users)),
        ("first_day", true, day(&|topic| topic.first_day)),
        ("last_day", true, day(&|topic| topic.last_day)),
        ("area", true, maybe(&|topic| topic.area.clone())),
        ("place", true, maybe(&|topic| topic.place.clone())),
        ("examples", false, text(&|topic| topic.examples.join("\n"))),
    ])
}

fn batch(columns: Vec<(&str, bool, ArrayRef)>) -> RecordBatch {
    let field = |(name, nullable, array): &(&str, bool, ArrayRef)| {
        Field::new(*name, array.data_type().clone(), *nullable)
    };
    let schema = Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<Field>>()));
    debug_assert!(schema.fields().iter().all(|field| *field.data_type() != DataType::Null));
    RecordBatch::try_new(schema, columns.into_iter().map(|(_, _, array)| array).collect())
        .expect("columns of one length")
}
