//! The sample city: the README's main job, and how much of what is planted in it the first finders
//! find.

use std::path::Path;

use arrow::array::AsArray;
use arrow::datatypes::Int64Type;
use datafusion::prelude::{ParquetReadOptions, SessionContext};

use crate::support::{results, yiti_ok};

/// Planted and found, by kind of plant. A plant counts when it lies in the year under review; its
/// several rows, where several areas or categories make one plant, count once.
const FOUND: &str = "
    with planted as (
        select plant_id, kind, area, district, category, first_day, last_day
        from truth
        where last_day >= date '2024-01-01'
    ),
    hits as (
        select planted.plant_id
        from planted
        inner join findings
            on planted.category = findings.category
            and findings.kind = case
                when planted.kind in ('spike_local', 'spike_citywide') then 'spike'
                else 'persistent'
            end
            and (
                (planted.kind in ('spike_citywide', 'chronic_citywide') \
                    and findings.area_level = 'city')
                or (
                    planted.kind in ('spike_local', 'persistent_cell')
                    and (findings.area = planted.area \
                        or findings.area = concat(planted.area, ' (', planted.district, ')'))
                )
            )
            and findings.first_day <= planted.last_day
            and findings.last_day >= planted.first_day
    )
    select
        kind,
        count(distinct planted.plant_id) as planted,
        count(distinct hits.plant_id) as found
    from planted
    left join hits on planted.plant_id = hits.plant_id
    where kind in ('spike_local', 'spike_citywide', 'persistent_cell', 'chronic_citywide')
    group by kind
    order by kind";

/// Sudden and persistent findings, and those among them that nothing planted explains: no plant of
/// that category in that place (or the district that holds it, or the whole city) on those days.
/// Cells that are high by nature explain too.
const UNEXPLAINED: &str = "
    with explained as (
        select distinct findings.finding_id
        from findings
        inner join truth
            on findings.category = truth.category
            and findings.first_day <= truth.last_day
            and findings.last_day >= truth.first_day
            and (
                truth.area_level = 'city'
                or findings.area in (truth.area, truth.district, \
                    concat(truth.area, ' (', truth.district, ')'))
            )
    )
    select
        concat(findings.kind, ' ', findings.area_level) as kind,
        count(*) as found,
        count(*) - count(explained.finding_id) as unexplained
    from findings
    left join explained on findings.finding_id = explained.finding_id
    where findings.kind in ('spike', 'persistent')
    group by findings.kind, findings.area_level
    order by 1";

/// Categories of the proposed topics.
const PROPOSED: &str = "
    select concat('; ', topics.categories, ';') as categories
    from proposal
    inner join topics on proposal.topic_id = topics.topic_id";

/// Categories of the 27 most frequent topics.
const BY_VOLUME: &str = "
    select concat('; ', topics.categories, ';') as categories
    from candidates
    inner join topics on candidates.topic_id = topics.topic_id
    where candidates.volume_rank <= 27";

/// Planted categories of a kind, and those among the categories of some topics.
fn planted_among(listed: &str) -> String {
    format!(
        "
    with listed as ({listed}),
    planted as (
        select distinct kind, category
        from truth
        where kind in ('chronic_citywide', 'chronic_district', 'general_bucket')
    )
    select
        planted.kind,
        count(distinct planted.category) as planted,
        count(distinct case when listed.categories is not null then planted.category end) as found
    from planted
    left join listed on strpos(listed.categories, concat('; ', planted.category, ';')) > 0
    group by planted.kind
    order by planted.kind"
    )
}

/// Planted matters, and those that come out as a topic that bears their name: those across
/// categories, their categories and those that the topic of that name has, and those of one place.
const MATTERS: &str = "
    with planted as (
        select kind, plant_id, category, substr(title, 1, 2) as name
        from truth
        where kind in ('cross_category_matter', 'local_matter') and last_day >= date '2024-01-01'
    ),
    hits as (
        select distinct planted.plant_id, planted.category
        from planted
        inner join topics
            on strpos(concat(topics.title, topics.keywords), planted.name) > 0
            and strpos(concat('; ', topics.categories, ';'), \
                concat('; ', planted.category, ';')) > 0
    )
    select kind, count(distinct planted.plant_id) as planted, count(distinct hits.plant_id) as found
    from planted
    left join hits on planted.plant_id = hits.plant_id
    group by kind
    union all
    select 'categories' as kind, count(*) as planted, count(hits.category) as found
    from planted
    left join hits on planted.plant_id = hits.plant_id and planted.category = hits.category
    where kind = 'cross_category_matter'";

/// One-reporter bursts, and those that are a proposed topic: its category, and no more of the city
/// than the burst's area.
const BURSTS: &str = "
    with proposed as (
        select concat('; ', topics.categories, ';') as categories, topics.area_names, \
            candidates.orders
        from proposal
        inner join topics on proposal.topic_id = topics.topic_id
        inner join candidates on proposal.topic_id = candidates.topic_id
    )
    select
        'burst_one_reporter' as kind,
        count(distinct truth.plant_id) as planted,
        count(distinct case when proposed.categories is not null then truth.plant_id end) as found
    from truth
    left join proposed
        on strpos(proposed.categories, concat('; ', truth.category, ';')) > 0
        and (
            strpos(concat('; ', proposed.area_names, ';'), concat('; ', truth.area)) > 0
            or truth.orders >= 0.5 * proposed.orders
        )
    where truth.kind = 'burst_one_reporter' and truth.last_day >= date '2024-01-01'";

/// One-reporter bursts, and those that are a finding of a kind.
fn bursts_as(kind: &str) -> String {
    format!(
        "
    select
        '{kind}' as kind,
        count(distinct truth.plant_id) as planted,
        count(distinct case when findings.finding_id is not null then truth.plant_id end) as found
    from truth
    left join findings
        on findings.kind = '{kind}'
        and findings.category = truth.category
        and findings.area in (truth.area, concat(truth.area, ' (', truth.district, ')'))
        and findings.first_day <= truth.last_day
        and findings.last_day >= truth.first_day
    where truth.kind = 'burst_one_reporter' and truth.last_day >= date '2024-01-01'"
    )
}

async fn rows(output: &Path, truth: &Path, sql: &str) -> Vec<(String, i64, i64)> {
    let session = SessionContext::new();
    let table = |name: &str| output.join(format!("2024/tables/{name}.parquet"));
    let tables = ["findings", "topics", "proposal", "candidates"].map(|name| (name, table(name)));
    for (name, path) in tables.into_iter().chain([("truth", truth.to_owned())]) {
        session
            .register_parquet(name, path.to_str().unwrap(), ParquetReadOptions::default())
            .await
            .unwrap();
    }
    let batches = session.sql(sql).await.unwrap().collect().await.unwrap();
    let mut rows = Vec::new();
    for batch in batches {
        let kinds =
            arrow::compute::cast(batch.column(0), &arrow::datatypes::DataType::Utf8).unwrap();
        let numbers = |column: usize| batch.column(column).as_primitive::<Int64Type>().clone();
        let (planted, found) = (numbers(1), numbers(2));
        let kinds = kinds.as_string::<i32>();
        rows.extend(
            (0..batch.num_rows())
                .map(|i| (kinds.value(i).to_owned(), planted.value(i), found.value(i))),
        );
    }
    rows
}

#[test]
fn the_sample_city_publishes_and_most_of_what_is_planted_is_found() {
    let output = tempfile::tempdir().unwrap();
    let list = yiti_ok(&["run", "--output", output.path().to_str().unwrap()]);
    assert!(list.trim_end().ends_with("index.html"), "{list}");
    let account = results(output.path(), "2024");
    assert_eq!(account["rows"]["read"], 200_000);
    assert_eq!(account["rows_reconcile"], true);
    let page = std::fs::read_to_string(output.path().join("2024/index.html")).unwrap();
    assert!(!page.contains("http://") && !page.contains("https://"), "the page must open offline");
    let truth =
        output.path().join(concat!(".sample/v", env!("CARGO_PKG_VERSION"), "/truth.parquet"));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let found = runtime.block_on(rows(output.path(), &truth, FOUND));
    println!("planted and found: {found:?}");
    let matters = runtime.block_on(rows(output.path(), &truth, MATTERS));
    println!("planted matters across categories, and those that are topics: {matters:?}");
    let unexplained = runtime.block_on(rows(output.path(), &truth, UNEXPLAINED));
    println!("found, and explained by nothing planted: {unexplained:?}");
    for (kind, least) in [
        ("spike_citywide", 0.9),
        ("chronic_citywide", 0.9),
        ("spike_local", 0.7),
        ("persistent_cell", 0.7),
    ] {
        let (_, planted, found) = found.iter().find(|(name, _, _)| name == kind).expect("planted");
        assert!(*found as f64 >= least * *planted as f64, "{kind}: {found} of {planted} found");
    }
    for (kind, planted, found) in matters {
        assert!(found as f64 >= 0.7 * planted as f64, "{kind}: {found} of {planted} found");
    }
}

#[test]
fn a_list_of_27_names_what_fails_everywhere_and_not_what_fails_in_one_district() {
    let output = tempfile::tempdir().unwrap();
    let sample = output.path().join("sample");
    let (dir, config) = (sample.to_str().unwrap(), sample.join("27.toml"));
    yiti_ok(&["sample", dir, "--orders", "100000", "--years", "2023,2024", "--seed", "7"]);
    let text = std::fs::read_to_string(sample.join("sample.toml")).unwrap();
    std::fs::write(&config, format!("{text}\n[proposal]\ntopics = 27\n[topics]\ntexts = 0\n"))
        .unwrap();
    yiti_ok(&[
        "run",
        "--config",
        config.to_str().unwrap(),
        "--output",
        output.path().to_str().unwrap(),
    ]);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let proposed = runtime.block_on(rows(
        output.path(),
        &sample.join("truth.parquet"),
        &planted_among(PROPOSED),
    ));
    println!("planted categories and those proposed: {proposed:?}");
    let found = |kind: &str| proposed.iter().find(|row| row.0 == kind).expect("planted").2;
    assert!(found("chronic_citywide") >= 10, "{proposed:?}");
    assert!(found("chronic_district") <= 2, "{proposed:?}");
    assert_eq!(found("general_bucket"), 0, "{proposed:?}");
    let bursts = runtime.block_on(rows(output.path(), &sample.join("truth.parquet"), BURSTS));
    println!("one-reporter bursts and those proposed: {bursts:?}");
    assert!(bursts[0].1 > 0 && bursts[0].2 == 0, "{bursts:?}");
    for (kind, as_planted) in [("repeat_reporter", true), ("group", false)] {
        let truth = sample.join("truth.parquet");
        let found = runtime.block_on(rows(output.path(), &truth, &bursts_as(kind)));
        println!("one-reporter bursts as {kind}: {found:?}");
        let (_, planted, found) = found[0];
        assert_eq!(found, if as_planted { planted } else { 0 }, "{kind}: {found} of {planted}");
    }
    let by_volume = runtime.block_on(rows(
        output.path(),
        &sample.join("truth.parquet"),
        &planted_among(BY_VOLUME),
    ));
    println!("planted categories and those among as many topics by volume: {by_volume:?}");
    let frequent = |kind: &str| by_volume.iter().find(|row| row.0 == kind).expect("planted").2;
    assert!(frequent("chronic_citywide") < found("chronic_citywide"), "{by_volume:?}");
}
