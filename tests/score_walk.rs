//! One topic's score walked back to orders by SQL: score ← sub-scores ← their inputs ← the panel ←
//! the orders themselves.

use std::collections::BTreeMap;

use arrow::array::{AsArray, RecordBatch};
use arrow::datatypes::{DataType, Float64Type};
use datafusion::prelude::{ParquetReadOptions, SessionContext};
use yiti::engine::{Engine, EngineSettings};

use crate::support::yiti_ok;

const WALK: &str = include_str!("sql_walk.sql");

/// Inputs as published that the walk redoes from the panel.
const INPUTS: [&str; 15] = [
    "orders",
    "reporters",
    "answered",
    "unresolved",
    "months_above_city",
    "months_judged",
    "effective_months",
    "effective_areas",
    "unresolved_share",
    "unresolved_rate",
    "months_evidence",
    "districts_evidence",
    "trend",
    "lean_before",
    "stays_probability",
];

struct Walk {
    session: SessionContext,
    runtime: tokio::runtime::Runtime,
}

impl Walk {
    /// The first row as numbers by column.
    fn numbers(&self, sql: &str) -> BTreeMap<String, f64> {
        let rows = self.rows(sql);
        let row = rows.iter().find(|batch| batch.num_rows() > 0).expect("a row");
        let number = |column: usize| {
            let values =
                arrow::compute::cast(row.column(column), &DataType::Float64).expect("a number");
            values.as_primitive::<Float64Type>().value(0)
        };
        row.schema()
            .fields()
            .iter()
            .enumerate()
            .map(|(i, field)| (field.name().clone(), number(i)))
            .collect()
    }

    fn text(&self, sql: &str) -> String {
        let rows = self.rows(sql);
        let row = rows.iter().find(|batch| batch.num_rows() > 0).expect("a row");
        let values = arrow::compute::cast(row.column(0), &DataType::Utf8).expect("a text");
        values.as_string::<i32>().value(0).to_owned()
    }

    fn rows(&self, sql: &str) -> Vec<RecordBatch> {
        self.runtime
            .block_on(async { self.session.sql(sql).await.unwrap().collect().await.unwrap() })
    }
}

fn same(name: &str, redone: f64, published: f64) {
    assert!(
        (redone - published).abs() <= 1e-9 * published.abs().max(1.0),
        "{name}: {redone} ≠ {published}"
    );
}

#[test]
fn a_score_can_be_redone_from_the_orders() {
    let output = tempfile::tempdir().unwrap();
    let sample = output.path().join("sample");
    let config = sample.join("sample.toml");
    yiti_ok(&[
        "sample",
        sample.to_str().unwrap(),
        "--orders",
        "60000",
        "--years",
        "2023,2024",
        "--seed",
        "3",
    ]);
    let text = std::fs::read_to_string(&config).unwrap();
    std::fs::write(&config, format!("{text}\n[topics]\ntexts = 0\n[proposal]\ndraws = 0\n"))
        .unwrap();
    yiti_ok(&[
        "run",
        "--config",
        config.to_str().unwrap(),
        "--output",
        output.path().to_str().unwrap(),
    ]);

    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let engine = Engine::start(&EngineSettings::default()).unwrap();
    let walk = Walk { session: engine.session(1), runtime };
    walk.runtime.block_on(async {
        for name in ["panel_month", "topics", "candidates", "score_inputs"] {
            let path = output.path().join(format!("2024/tables/{name}.parquet"));
            walk.session
                .register_parquet(name, path.to_str().unwrap(), ParquetReadOptions::default())
                .await
                .unwrap();
        }
        let orders = sample.join("orders");
        walk.session
            .register_parquet("orders", orders.to_str().unwrap(), ParquetReadOptions::default())
            .await
            .unwrap();
    });

    // The best proposed topic whose demands are all its own: no one-reporter burst in them.
    let topic = walk.text(
        "select candidates.topic_id from candidates inner join score_inputs \
         on candidates.topic_id = score_inputs.topic_id and input = 'own_share' and value = 1 \
         where status = 'proposed' order by rank limit 1",
    );
    let published = walk.numbers(&format!(
        "select score, prominence, breadth, chronicity, solvability, municipal from candidates \
         where topic_id = '{topic}'"
    ));
    // Score ← sub-scores, under the default weights and half of the third focus resting on
    // solvability.
    let redone = 0.15 * published["prominence"]
        + 0.15 * published["breadth"]
        + 0.4 * published["chronicity"] * (0.5 + 0.5 * published["solvability"])
        + 0.3 * published["municipal"];
    same("score", redone, published["score"]);
    // Sub-scores ← inputs ← panel.
    let walked = walk.numbers(&WALK.replace("{topic}", &topic));
    same("breadth", walked["breadth"], published["breadth"]);
    same("chronicity", walked["chronicity"], published["chronicity"]);
    for input in INPUTS {
        let shown = walk.numbers(&format!(
            "select value from score_inputs where topic_id = '{topic}' and sub_score in \
             ('breadth', 'chronicity') and input = '{input}'"
        ));
        same(input, walked[input], shown["value"]);
    }
    // Panel ← orders.
    let counted = walk.numbers(&format!(
        "select count(*) as orders, count(\"是否解决\") as answered, count(*) filter (where not \
         \"是否解决\") as unresolved from orders cross join topics where topic_id = '{topic}' and \
         \"诉求类型\" = '诉求' and strpos(concat('; ', categories, ';'), concat('; ', \"二级分类\", ';')) > \
         0 and \"受理时间\" >= timestamp '2024-01-01 00:00:00' and \"受理时间\" < timestamp '2025-01-01 \
         00:00:00'"
    ));
    assert!(counted["orders"] > 100.0, "{counted:?}");
    for (name, value) in counted {
        same(&name, walked[&name], value);
    }
}
