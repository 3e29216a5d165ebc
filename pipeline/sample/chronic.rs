//! Plants that change rates: chronic categories, and topics with a measure.

use rand::Rng;
use rand::seq::{IndexedRandom, SliceRandom};
use rand_chacha::ChaCha8Rng;

use super::categories::Tree;
use super::city::City;
use super::plant::{Plant, PlantKind};
use super::rng;
use super::season::Season;

/// City-wide chronic categories: fixed, so that a list of 27 topics can be asked for them.
const CITYWIDE: usize = 12;
/// Categories that fail in some districts only.
const IN_DISTRICTS: usize = 10;
/// Topics whose demand falls after a measure.
const WITH_MEASURE: usize = 6;
/// Smallest table weight of a topic with a measure: large enough to see a fall of a third in 60,000
/// orders.
const MEASURE_WEIGHT: f64 = 13.0;

/// Chooses them and sets the shares of the chronic categories. `last_year` is the first day of the
/// last year.
pub fn plan(
    seed: u64,
    city: &City,
    tree: &Tree,
    shares: &mut [f64],
    days: usize,
    last_year: usize,
) -> Vec<Plant> {
    let mut rng = rng::stream(seed, &[31]);
    let mut hard: Vec<usize> = (0..tree.categories.len())
        .filter(|&c| tree.categories[c].is_hard && tree.categories[c].season.is_all_year())
        // Villages are not in every district.
        .filter(|&c| tree.group(c).theme != "rural")
        .collect();
    hard.shuffle(&mut rng);
    let (citywide, rest) = hard.split_at(CITYWIDE);
    let (in_districts, _) = rest.split_at(IN_DISTRICTS);
    let mut plants: Vec<Plant> =
        citywide.iter().map(|&c| fails_everywhere(&mut rng, shares, c, days)).collect();
    plants
        .extend(in_districts.iter().map(|&c| fails_in_districts(&mut rng, city, shares, c, days)));
    let chronic: Vec<usize> = hard[..CITYWIDE + IN_DISTRICTS].to_vec();
    plants.extend(measures(&mut rng, tree, &chronic, days, last_year));
    normalise(shares);
    plants
}

/// Shares are high but not the highest: a list by volume alone should find only some.
fn fails_everywhere(
    rng: &mut ChaCha8Rng,
    shares: &mut [f64],
    category: usize,
    days: usize,
) -> Plant {
    shares[category] = rng.random_range(0.0048..0.0072);
    let resolution = rng.random_range(0.30..0.48);
    let note =
        format!("约{:.0}%的诉求得到解决，各区相近；约8%的街乡镇做得明显更好", resolution * 100.0);
    rate_plant(PlantKind::ChronicCitywide, category, days, 1.0 - resolution, resolution, note)
}

fn fails_in_districts(
    rng: &mut ChaCha8Rng,
    city: &City,
    shares: &mut [f64],
    category: usize,
    days: usize,
) -> Plant {
    shares[category] = rng.random_range(0.0035..0.007);
    let resolution = rng.random_range(0.20..0.38);
    let count = rng.random_range(1..=3);
    let all: Vec<usize> = (0..city.districts.len()).collect();
    let mut districts: Vec<usize> = all.choose_multiple(rng, count).copied().collect();
    districts.sort_unstable();
    let note = format!("只在{count}个区解决率低，其他区解决率高");
    let plant =
        rate_plant(PlantKind::ChronicDistrict, category, days, 1.0 - resolution, resolution, note);
    Plant { districts, ..plant }
}

fn measures(
    rng: &mut ChaCha8Rng,
    tree: &Tree,
    chronic: &[usize],
    days: usize,
    last_year: usize,
) -> Vec<Plant> {
    let mut large: Vec<usize> = (0..tree.categories.len())
        .filter(|c| !chronic.contains(c) && !tree.categories[*c].is_bucket)
        .filter(|&c| {
            tree.categories[c].weight >= MEASURE_WEIGHT && tree.categories[c].season == Season::Flat
        })
        .collect();
    large.shuffle(rng);
    large.truncate(WITH_MEASURE);
    large
        .into_iter()
        .map(|category| {
            let fall = rng.random_range(0.30..0.55);
            let start = last_year + rng.random_range(31..150);
            let note = format!("措施于起始日开始，30天内诉求逐步下降{:.0}%", fall * 100.0);
            let plant = rate_plant(PlantKind::TopicWithMeasure, category, days, fall, 0.0, note);
            Plant { days: start..=days - 1, resolution: None, ..plant }
        })
        .collect()
}

fn rate_plant(
    kind: PlantKind,
    category: usize,
    days: usize,
    strength: f64,
    resolution: f64,
    note: String,
) -> Plant {
    Plant {
        kind,
        street: None,
        districts: Vec::new(),
        categories: vec![(category, 1.0)],
        days: 0..=days - 1,
        strength,
        resolution: Some(resolution),
        excess: None,
        matter: None,
        note,
    }
}

fn normalise(shares: &mut [f64]) {
    let total: f64 = shares.iter().sum();
    shares.iter_mut().for_each(|share| *share /= total);
}
