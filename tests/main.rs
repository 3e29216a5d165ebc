//! Integration tests, one binary.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    missing_docs,
    reason = "a test that cannot go on has failed"
)]

mod bad_input;
mod bulletin;
mod city;
mod deliverables;
mod delta;
mod disasters;
mod full_disks;
mod hostile;
mod init;
mod known_sources;
mod lost_files;
mod many_names;
mod notebooks;
mod outward_edition;
mod own_document;
mod partitions;
mod pictures;
mod plurals;
mod proposal_refusals;
mod real_data;
mod refusals;
mod remote;
mod reporting;
mod reruns;
mod review;
mod s3;
mod sample_city;
mod schedule;
mod score_walk;
mod screenshots;
mod second;
mod site;
mod site_again;
mod sources;
mod special;
mod sql_models;
mod support;
mod topics_gold;
mod unkempt;
mod untreated_cities;
mod warehouse;
