//! yiti: from a year of work orders to next year's topics. The map of the house:
//!
//! | room | in → out |
//! | --- | --- |
//! | [`calendar`] | statistical months, periods, holidays, time zones |
//! | [`engine`] | the query engine: sessions, memory, the SQL models of `sql/` and their order |
//! | [`orders`] | files → accepted orders, and a reason for every other row |
//! | [`warehouse`] | orders → Parquet by statistical month, names behind keys, and models' tables |
//! | [`panel`] | the models' rows → area × category × month and week, as plain values |
//! | [`mine`] | panel → findings: frequent, persistent, sudden, neighbours; repeats, groups |
//! | [`topics`] | panel, texts → topics |
//! | [`propose`] | findings, topics → candidates, proposal |
//! | [`monitor`] | panel, topics → progress; what became of demands → the review of months |
//! | [`chart`], [`report`] | all nouns → the bytes of pages and charts |
//! | [`disclose`] | panel, tables → what an outward edition may tell |
//! | [`publish`] | nouns, bytes → a folder, whole or not at all |
//! | [`deliver`] | a published period → workbook, documents, notebooks, data dictionary |
//! | [`config`] | a TOML file → checked settings |
//! | [`run`] | the stages above in a row |
//! | [`guess`] | a bare file → the text of a first configuration, with its evidence |
//! | [`detect`] | any counts → alarms: the spike detector alone |
//! | [`validation`] | benchmark data → how good the finders are |
//! | [`invisible`], [`language`] | how names and figures are shown |
//! | [`verbs`], [`cli`] | the command line |
//! | [`sample`] | the sample city |
//! | `stats` | the statistics, a crate of their own that sees no files, clocks or charts |
//!
//! Invariants: only `orders` reads orders, only `warehouse` keeps them and only `publish` writes
//! results; nothing below `main` reads the clock; nothing below `verbs` prints.

pub mod calendar;
pub mod chart;
pub mod cli;
pub mod config;
pub mod deliver;
pub mod detect;
pub mod disclose;
pub mod engine;
pub mod guess;
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
pub mod warehouse;
