//! The tables of the monthly review: compared with single orders, with what came later, with past
//! months.

use std::collections::BTreeMap;
use std::path::Path;

use datafusion::prelude::{ParquetReadOptions, SessionContext};
use serde_json::Value;
use yiti_stats::outlook::{Kind, Outlook};

use crate::support::{config, query, results, shared, yiti_ok};

/// The sample as it was on a day: orders received before, what was closed before, answers that had
/// come in by then (a call-back takes two and a quarter days, on average).
const AS_OF: &str = "
    copy (
        select
            * exclude (\"办结时间\", \"是否响应\", \"是否解决\", \"是否满意\"),
            case when \"办结时间\" < $day then \"办结时间\" end as \"办结时间\",
            case when \"办结时间\" + interval '54 hours' < $day then \"是否响应\" end as \"是否响应\",
            case when \"办结时间\" + interval '54 hours' < $day then \"是否解决\" end as \"是否解决\",
            case when \"办结时间\" + interval '54 hours' < $day then \"是否满意\" end as \"是否满意\"
        from orders
        where \"受理时间\" < $day
    ) to '$file' stored as parquet";

fn censor(folder: &Path, day: &str, file: &Path) {
    let sql = AS_OF
        .replace("$day", &format!("timestamp '{day} 00:00:00'"))
        .replace("$file", file.to_str().unwrap());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let session = SessionContext::new();
        let folder = folder.to_str().unwrap();
        session.register_parquet("orders", folder, ParquetReadOptions::default()).await.unwrap();
        session.sql(&sql).await.unwrap().collect().await.unwrap();
    });
}

fn number(row: &Value, name: &str) -> f64 {
    row[name].as_f64().unwrap_or_else(|| panic!("{name} in {row}"))
}

/// The city's row of a month.
fn city(output: &Path, month: &str) -> Value {
    let sql =
        format!("select * from areas_month where area_level = 'city' and month = date '{month}'");
    query(output, &sql).remove(0)
}

#[test]
fn a_young_month_is_compared_at_an_age_and_every_figure_is_that_of_single_orders() {
    let folder = tempfile::tempdir().unwrap();
    let (sample, whole) = (folder.path().join("sample"), folder.path().join("whole"));
    let dir = sample.to_str().unwrap();
    yiti_ok(&["sample", dir, "--orders", "200000", "--years", "2024", "--seed", "3"]);
    let settings = sample.join("sample.toml");
    let run = |output: &Path, more: &[&str]| {
        let mut arguments = vec!["run", "--config", settings.to_str().unwrap()];
        arguments.extend(["--output", output.to_str().unwrap()]);
        arguments.extend(more);
        yiti_ok(&arguments);
    };
    run(&whole, &["--period", "2024"]);
    let results = results(&whole, "2024");
    let lacks = results["not_assessed"].as_array().unwrap().iter();
    let lacks: Vec<&Value> = lacks.filter(|lack| lack["unit"] == "columns").collect();
    assert_eq!(lacks.iter().map(|lack| &lack["what"]).collect::<Vec<_>>(), ["dispatches_month"]);

    // The bulletin of October as it was on 3 November.
    let early = folder.path().join("early");
    let file = folder.path().join("early.parquet");
    censor(&sample.join("orders"), "2024-11-04", &file);
    run(
        &early,
        &["--period", "2024-10", "--as-of", "2024-11-03", "--input", file.to_str().unwrap()],
    );
    let (then, now) = (city(&early, "2024-10-01"), city(&whole, "2024-10-01"));
    let (naive, of_age) = (number(&then, "resolution_rate"), number(&then, "resolved_at_age"));
    let last = (number(&now, "resolution_rate"), number(&now, "resolved_at_age"));
    println!(
        "October on 3 November: {naive:.3} naive, {of_age:.3} at 15 days; in the end {last:?}"
    );
    assert!(naive - last.0 >= 0.05, "the naive rate misleads: {naive} then, {last:?} in the end");
    assert!((of_age - last.1).abs() <= 0.01, "{of_age} then, {last:?} in the end");
    assert!(number(&then, "old_orders") < number(&then, "orders"));

    // The same from single orders: those received before 15 October had twenty days.
    let sql = "
        select
            count(*) as orders,
            count(*) filter (where received_at < timestamp '2024-10-15') as old_orders,
            count(*) filter (where received_at < timestamp '2024-10-15' \
                and closed_at <= received_at + interval '15 days')
                as old_closed
        from demands
        where stat_month = date '2024-10-01'";
    let single = query(&early, sql).remove(0);
    assert_eq!((&single["orders"], &single["old_orders"]), (&then["orders"], &then["old_orders"]));
    let closed = number(&single, "old_closed") / number(&single, "old_orders");
    assert!((closed - number(&then, "closed_at_age")).abs() < 1e-12);

    let sums = "
        select
            (select sum(orders) from areas_month where area_level = 'city') as city,
            (select sum(orders) from areas_month where area_level = 'district') as districts,
            (select sum(orders) from areas_month where area_level = 'street') as streets,
            (select sum(orders) from departments_month) as departments,
            (select sum(orders) from channels_month) as channels,
            (select count(*) from deadlines_month \
                where due <> on_time + overdue_closed + overdue_open) as wrong,
            (select sum(due) from deadlines_month) as due,
            (select sum(on_time) from deadlines_month) as on_time";
    let sums = query(&whole, sums).remove(0);
    for unit in ["districts", "streets", "departments", "channels"] {
        assert_eq!(sums[unit], sums["city"], "{unit}");
    }
    assert_eq!(sums["wrong"], 0);
    let single = "
        select
            count(*) filter (where due_at < timestamp '2025-01-01') as due,
            count(*) filter (where due_at < timestamp '2025-01-01' \
                and closed_at <= due_at) as on_time
        from demands";
    let single = query(&whole, single).remove(0);
    assert_eq!((&sums["due"], &sums["on_time"]), (&single["due"], &single["on_time"]));
    let governance = "
        select month, count(*) as listed from areas_month where governance group by month";
    assert!(query(&whole, governance).iter().all(|row| row["listed"] == 10));
}

/// Monthly demands by name, of all months that a run has seen.
fn series(output: &Path, sql: &str) -> (Vec<Vec<Option<f64>>>, Vec<Option<f64>>) {
    let mut months: BTreeMap<String, f64> = BTreeMap::new();
    let mut by_name: BTreeMap<String, BTreeMap<String, f64>> = BTreeMap::new();
    for row in query(
        output,
        "select cast(month as varchar) as month, sum(orders) as orders from panel_month \
                              where area_level = 'city' and category_level = 'l2' group by month",
    ) {
        months.insert(row["month"].as_str().unwrap().to_owned(), number(&row, "orders"));
    }
    for row in query(output, sql) {
        let text = |name: &str| row[name].as_str().unwrap().to_owned();
        let orders: &mut f64 =
            by_name.entry(text("name")).or_default().entry(text("month")).or_default();
        *orders += number(&row, "orders");
    }
    let of = |own: &BTreeMap<String, f64>| {
        months.keys().map(|month| Some(own.get(month).copied().unwrap_or(0.0))).collect()
    };
    (by_name.values().map(of).collect(), months.values().copied().map(Some).collect())
}

const DISTRICTS: &str = "
    select area as name, cast(month as varchar) as month, sum(orders) as orders
    from panel_month
    where area_level = 'district' and category_level = 'l2'
    group by area, month";

const TOPICS: &str = "
    select topics.title as name, cast(panel_month.month as varchar) as month, \
        sum(panel_month.orders) as orders
    from panel_month
    inner join topics
        on strpos(concat('; ', topics.categories, ';'), concat('; ', panel_month.category, ';')) > 0
    inner join proposal on topics.topic_id = proposal.topic_id
    where panel_month.area_level = 'city' and panel_month.category_level = 'l2'
    group by topics.title, panel_month.month";

fn held(output: &Path) -> (usize, usize) {
    let mut all = (0, 0);
    for (kind, sql) in [(Kind::Area, DISTRICTS), (Kind::Topic, TOPICS)] {
        let (of_units, of_all) = series(output, sql);
        assert!(of_units.len() >= 10, "{} series", of_units.len());
        let (held, judged) = Outlook::new(kind, of_units, of_all).replay();
        println!("{kind:?}: {held} of {judged} months held");
        all = (all.0 + held, all.1 + judged);
    }
    all
}

#[test]
fn the_outlook_holds_four_months_in_five() {
    let Some(shared) = shared("outlook") else { return };
    let output = tempfile::tempdir().unwrap();
    let real = |name: &str| shared.join(format!("data/real/{name}.parquet"));
    let boston = [config("boston311"), real("boston311_2015").display().to_string()];
    let ottawa = [config("ottawa311"), real("ottawa311_2014").display().to_string()];
    for (name, period, source) in [
        ("boston", "2015", Some(boston)),
        ("ottawa", "2014", Some(ottawa)),
        ("sample", "2024", None),
    ] {
        let folder = output.path().join(name);
        let mut arguments = vec!["run", "--period", period, "--output", folder.to_str().unwrap()];
        if let Some([config, input]) = &source {
            arguments.extend(["--config", config, "--input", input]);
        }
        yiti_ok(&arguments);
        let (held, judged) = held(&folder);
        let share = held as f64 / judged as f64;
        println!("{name}: {held} of {judged} = {share:.3}");
        assert!((0.75..=0.85).contains(&share), "{name}: {share}");
        let coming = query(&folder, "select distinct month from outlook");
        assert_eq!(coming.len(), 3, "three coming months");
    }
}

#[test]
fn communities_kinds_of_requests_and_ways_of_dispatch_are_those_of_single_orders() {
    let folder = tempfile::tempdir().unwrap();
    let (sample, output) = (folder.path().join("sample"), folder.path().join("out"));
    let dir = sample.to_str().unwrap();
    yiti_ok(&["sample", dir, "--orders", "60000", "--years", "2024", "--seed", "5"]);
    let settings = sample.join("sample.toml");
    let text = std::fs::read_to_string(&settings).unwrap();
    // All kinds are kept, and calls are dispatched otherwise than the rest.
    let dispatch =
        "dispatch = '''case when \"来源渠道\" = '12345电话' then '直派' else '双派' end'''";
    let text = text
        .replace("where = \"request_type = '诉求'\"", "")
        .replace("\n[calendar]", &format!("{dispatch}\n\n[calendar]"))
        + "\n[monitor]\ngovernance_communities = 5\n";
    std::fs::write(&settings, text).unwrap();
    let run = |period: &str| {
        let (settings, output) = (settings.to_str().unwrap(), output.to_str().unwrap());
        yiti_ok(&["run", "--config", settings, "--output", output, "--period", period]);
    };
    run("2024-10");
    let rows = |sql: &str| query(&output, sql);
    for (table, column) in
        [("request_types_month", "request_type"), ("dispatches_month", "dispatch")]
    {
        let published = rows(&format!(
            "select {column} as kind, orders, resolved_known from {table}
            where month = date '2024-10-01' order by kind"
        ));
        let single = rows(&format!(
            "select {column} as kind, count(*) as orders, count(resolved) as resolved_known \
                from demands
            where stat_month = date '2024-10-01' and {column} is not null group by {column} \
                order by kind"
        ));
        assert!(published.len() > 1, "{published:?}");
        assert_eq!(published, single);
    }
    let published = rows(
        "select community, parent_area, orders, rank, entered, months_listed from communities_month
        where month = date '2024-10-01' order by rank",
    );
    let counted = |month: &str| {
        rows(&format!(
            "select community, street, count(*) as orders from demands
            where stat_month = date '{month}' and community is not null
            group by community, street, district order by orders desc, community limit 5"
        ))
    };
    let (now, before) = (counted("2024-10-01"), counted("2024-09-01"));
    let names = |rows: &[Value]| -> Vec<String> {
        rows.iter().map(|row| row["community"].to_string()).collect()
    };
    assert_eq!(names(&published), names(&now));
    for (row, single) in published.iter().zip(&now) {
        assert_eq!((&row["orders"], &row["parent_area"]), (&single["orders"], &single["street"]));
        let is_new = !names(&before).contains(&row["community"].to_string());
        assert_eq!((row["entered"].as_bool(), row["months_listed"] == 1), (Some(is_new), is_new));
    }
    let page = std::fs::read_to_string(output.join("2024-10/index.html")).unwrap();
    for id in ["channels", "request-types", "dispatch", "communities"] {
        assert!(page.contains(&format!("<section id=\"{id}\">")), "{id}");
    }
}
