//! Planted matters in made-up texts.

use chrono::{Days, NaiveDate};
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::peaks::{ratio, ratio_from};
use super::*;
use crate::panel::AreaId;

const ESTATES: [&str; 4] = ["春庭里", "和宁里", "秋汀里", "华月里"];
const TROUBLES: [&str; 8] = [
    "电梯坏了没人修",
    "暖气一直不热",
    "路灯整晚不亮",
    "垃圾几天没有清运",
    "下水道堵了",
    "门前乱停车",
    "房顶漏水",
    "夜里有人跳舞",
];

/// Area, category, day of the year, text.
type Row = (u32, u32, u64, String);

/// Every estate has every trouble all year: nothing stands out.
fn ordinary(rng: &mut ChaCha8Rng, rows: usize) -> Vec<Row> {
    let row = |rng: &mut ChaCha8Rng| {
        let (area, category) = (rng.random_range(0..6_u32), rng.random_range(0..8_u32));
        let estate = ESTATES.choose(rng).unwrap();
        let text = format!(
            "{}{estate}{}，{}",
            area + 1,
            TROUBLES[category as usize],
            rng.random_range(1..99)
        );
        (area, category, rng.random_range(0..365), text)
    };
    (0..rows).map(|_| row(rng)).collect()
}

fn order_texts(rows: &[Row], reporter: impl Fn(usize) -> u64) -> Vec<OrderText> {
    let first = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
    let mut texts = Vec::new();
    for (at, (area, category, day, text)) in rows.iter().enumerate() {
        texts.push(OrderText {
            body: text.as_str().into(),
            key: at as u64,
            day: first + Days::new(*day),
            area: AreaId(*area),
            category: CategoryId(*category),
            reporter: Some(reporter(at)),
        });
    }
    texts
}

fn find(rows: &[Row], reporter: impl Fn(usize) -> u64) -> Vec<Standout> {
    let areas = ["甲街道", "乙街道", "丙街道", "丁街道", "戊街道", "己街道"];
    let texts = order_texts(rows, reporter);
    // However the texts are cut for reading, the same is found.
    let said: Vec<Said> = texts.chunks(500).map(|texts| Said::read(texts, &areas)).collect();
    let found = standouts(&texts, &said, &areas, 8);
    assert_eq!(standouts(&texts, &[Said::read(&texts, &areas)], &areas, 8), found);
    found
}

fn anybody(at: usize) -> u64 {
    at as u64 + 1
}

#[test]
fn a_large_estate_with_every_trouble_is_no_matter() {
    for seed in 0..5 {
        let rows = ordinary(&mut ChaCha8Rng::seed_from_u64(seed), 3_000);
        assert_eq!(find(&rows, anybody), [], "seed {seed}");
    }
}

#[test]
fn a_matter_of_one_estate_is_found_across_its_categories() {
    let mut rng = ChaCha8Rng::seed_from_u64(7);
    let mut rows = ordinary(&mut rng, 3_000);
    for i in 0..40 {
        rows.push((2, i % 2, u64::from(i) * 2, format!("锦桥里旁搅拌站扬尘，第{i}次")));
    }
    let found = find(&rows, anybody);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].members, (3_000..3_040).collect::<Vec<_>>());
}

#[test]
fn a_company_in_the_news_is_found_in_the_whole_city_and_one_all_year_is_not() {
    let mut rng = ChaCha8Rng::seed_from_u64(8);
    let mut rows = ordinary(&mut rng, 3_000);
    for i in 0..60 {
        rows.push((i % 40, i % 3, 100 + u64::from(i), format!("“福岭”公司拖欠工资，第{i}次")));
        rows.push((i % 40, i % 3, u64::from(i) * 6, format!("“瑞泉”公司拖欠工资，第{i}次")));
    }
    let found = find(&rows, anybody);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].anchor, "福岭");
    assert!(found[0].members.len() >= 55);
}

#[test]
fn one_persons_many_calls_are_no_matter_of_many() {
    let mut rows = ordinary(&mut ChaCha8Rng::seed_from_u64(9), 2_000);
    rows.extend((0..30).map(|i| (1, 1, i, format!("锦桥里旁搅拌站扬尘，第{i}次"))));
    assert_eq!(find(&rows, anybody).len(), 1);
    assert_eq!(find(&rows, |at| if at < 2_000 { anybody(at) } else { 5_000 }), []);
    assert_eq!(find(&[], anybody), []);
}

#[test]
fn the_ratio_is_dunnings() {
    // scipy 1.17.1: chi2_contingency([[20, 80], [5, 95]], correction=False,
    // lambda_="log-likelihood")
    assert!((2.0 * ratio((20, 100), (5, 100)) - 10.92453112576261).abs() < 1e-9);
    assert_eq!(ratio((5, 100), (20, 100)), 0.0);
    assert_eq!(ratio((5, 5), (0, 0)), 0.0);
    // What is left out without logarithms is never enough.
    for (n1, n2) in [(0, 7), (1, 1), (9, 30), (30, 9), (40, 4_000)] {
        for (k1, k2) in (0..=n1).flat_map(|k1| (0..=n2.min(60)).map(move |k2| (k1, k2))) {
            let (here, elsewhere) = ((k1, n1 as usize), (k2, n2 as usize));
            for least in [0.0, 0.7, 8.0] {
                let enough = Some(ratio(here, elsewhere)).filter(|ratio| *ratio >= least);
                assert_eq!(
                    ratio_from(least, here, elsewhere),
                    enough,
                    "{here:?} {elsewhere:?} {least}"
                );
            }
        }
    }
}

#[test]
fn what_hardly_anybody_or_everybody_says_is_not_counted() {
    assert_eq!((telling(4_000), telling(500_000)), (3..=1_000, 3..=10_000));
    let rows: Vec<Row> = (0..9)
        .map(|at| (0, 0, at, format!("路灯{}", ["不亮", "忽明忽暗"][usize::from(at < 4)])))
        .collect();
    let texts = order_texts(&rows, |at| at as u64);
    let said = [Said::read(&texts, &[])];
    let known = |telling| {
        let pool = Pool::new(&texts, &said, &telling);
        ["路灯", "不亮", "忽明"].map(|gram| pool.gram(said::grams(gram)[0]).is_some())
    };
    assert_eq!(known(3..=9), [true, true, true]);
    assert_eq!(known(5..=8), [false, true, false]);
}
