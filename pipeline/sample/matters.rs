//! Planted matters: a concrete place and problem, in many people's words, filed under one or
//! several categories.

use rand::Rng;
use rand_chacha::ChaCha8Rng;

use super::city;
use super::events::{self, Ground};
use super::plant::{Excess, Matter, Plant, PlantKind, Profile};
use super::rng;

const MATTERS: &str = include_str!("matters.csv");

struct Template {
    kind: PlantKind,
    title: &'static str,
    categories: Vec<(&'static str, f64)>,
    is_local: bool,
    wordings: Vec<&'static str>,
}

fn templates() -> Vec<Template> {
    MATTERS.lines().skip(1).filter_map(parse).collect()
}

fn parse(line: &'static str) -> Option<Template> {
    let mut fields = line.splitn(5, ',');
    let kind = if fields.next()? == "local" {
        PlantKind::LocalMatter
    } else {
        PlantKind::CrossCategoryMatter
    };
    let title = fields.next()?;
    let parts = fields.next()?.split('|').filter_map(|part| part.split_once(':'));
    let categories = parts.filter_map(|(name, share)| Some((name, share.parse().ok()?))).collect();
    let is_local = fields.next()? == "street";
    Some(Template {
        kind,
        title,
        categories,
        is_local,
        wordings: fields.next()?.split('|').collect(),
    })
}

/// Plans them; every kind of matter is used before one is used again.
pub fn plan(ground: &Ground) -> Vec<Plant> {
    let mut rng = rng::stream(ground.seed, &[33]);
    let mut plants = Vec::new();
    for (kind, at_60k) in [(PlantKind::CrossCategoryMatter, 6.0), (PlantKind::LocalMatter, 8.0)] {
        let templates: Vec<Template> =
            templates().into_iter().filter(|t| t.kind == kind && !is_measured(ground, t)).collect();
        let offset = rng.random_range(0..templates.len());
        for i in 0..ground.scaled(at_60k) {
            let template = &templates[(i + offset) % templates.len()];
            plants.push(matter(ground, &mut rng, template));
        }
    }
    plants
}

/// Whether it would blur the effect of a planted measure.
fn is_measured(ground: &Ground, template: &Template) -> bool {
    template
        .categories
        .iter()
        .filter_map(|(name, _)| ground.tree.find(name))
        .any(|c| ground.measured.contains(&c))
}

fn matter(ground: &Ground, rng: &mut ChaCha8Rng, template: &Template) -> Plant {
    let street = events::pick(rng, &ground.baseline.street_share[0]);
    let length = rng.random_range(45..=150).min(ground.days / 2);
    let base = if template.kind == PlantKind::LocalMatter { 30.0..70.0 } else { 60.0..130.0 };
    let orders = rng.random_range(base) * (ground.orders / 60_000.0).max(0.1).powf(0.25);
    let total: f64 = template.categories.iter().map(|(_, share)| share).sum();
    let categories: Vec<(usize, f64)> = template
        .categories
        .iter()
        .map(|&(name, share)| {
            (ground.tree.find(name).expect("matters.csv names known categories"), share / total)
        })
        .collect();
    let first = ground.first_day(rng, categories[0].0, length);
    let days = first..=first + length - 1;
    let street = template.is_local.then_some(street);
    let usual: f64 = categories
        .iter()
        .map(|&(c, _)| ground.baseline.demands(ground.orders, c, street, days.clone()))
        .sum();
    let excess = Excess {
        orders,
        profile: Profile::Even,
        top_reporter_share: 0.06,
        reporters: (orders * 0.7).ceil() as u64,
    };
    Plant {
        kind: template.kind,
        street,
        districts: Vec::new(),
        categories,
        days,
        strength: 1.0 + orders / usual,
        resolution: Some(rng.random_range(0.25..0.6)),
        excess: Some(excess),
        note: String::new(),
        matter: Some(fill(ground, rng, template, street)),
    }
}

fn fill(
    ground: &Ground,
    rng: &mut ChaCha8Rng,
    template: &Template,
    street: Option<usize>,
) -> Matter {
    let place = &ground.city.streets
        [street.unwrap_or_else(|| rng.random_range(0..ground.city.streets.len()))];
    let estate = place.estates[rng.random_range(0..place.estates.len())].trim_end_matches("小区");
    let road = &place.roads[rng.random_range(0..place.roads.len())];
    let name = city::brand(rng.random());
    let fill = |text: &str| {
        text.replace("{estate}", estate).replace("{road}", road).replace("{name}", &name)
    };
    Matter {
        title: fill(template.title),
        wordings: template.wordings.iter().map(|w| fill(w)).collect(),
    }
}
