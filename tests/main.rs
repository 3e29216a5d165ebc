//! Integration tests, one binary.

mod real_data;
mod refusals;
mod sample_city;
mod sql_models;
mod support;
mod topics_gold;
