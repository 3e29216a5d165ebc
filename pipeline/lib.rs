//! yiti: from a year of work orders to next year's topics. The map of the house:
//!
//! | room | in → out |
//! | --- | --- |
//! | [`config`] | a TOML file → checked settings |
//! | [`orders`] | files → accepted orders, and a reason for every other row |
//! | [`panel`] | orders → area × category × month and week, by the SQL models in `sql/` |
//! | [`mine`] | panel → findings: frequent, persistent, sudden |
//! | [`topics`] | panel, texts → topics |
//! | [`propose`] | findings, topics → candidates, proposal |
//! | [`monitor`] | panel, topics → progress |
//! | [`chart`], [`report`] | all nouns → the bytes of pages and charts |
//! | [`publish`] | nouns, bytes → a folder, whole or not at all |
//! | [`run`] | the stages above in a row |
//! | [`cache`] | what need not be made again, kept beside the output |
//! | [`detect`] | any counts → alarms: the spike detector alone |
//! | [`validation`] | benchmark data → how good the finders are |
//! | [`invisible`], [`language`] | how names and figures are shown |
//! | [`verbs`], [`cli`] | the command line |
//! | [`sample`] | the sample city |
//! | `stats` | the statistics, a crate of their own that sees no files, clocks or charts |
//!
//! Invariants: only `orders` reads orders and only `publish` writes results; nothing below `main` reads the clock;
//! nothing below `verbs` prints.

pub mod cache;
pub mod chart;
pub mod cli;
pub mod config;
pub mod detect;
pub mod invisible;
pub mod language;
pub mod mine;
pub mod monitor;
pub mod orders;
pub mod panel;
pub mod propose;
pub mod publish;
pub mod report;
pub mod run;
pub mod sample;
pub mod topics;
pub mod validation;
pub mod verbs;
