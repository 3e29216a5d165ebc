//! The places: Beijing's real districts, streets and towns; everything below them, and every
//! population, is invented.
//!
//! Six development zones of the official list are left out, which leaves 343 streets and towns.

use super::rng;

const DISTRICTS: &str = include_str!("districts.csv");
const STREETS: &str = include_str!("streets.csv");
/// The places are the same for every seed.
const PLACES_KEY: u64 = 12345;

const FIRST: [&str; 30] = [
    "锦", "和", "翠", "安", "瑞", "康", "华", "明", "福", "永", "春", "秋", "枫", "柳", "兰", "竹",
    "丽", "新", "怡", "颐", "观", "望", "听", "朗", "盛", "嘉", "泰", "鸿", "云", "星",
];
const SECOND: [&str; 24] = [
    "秀", "祥", "景", "馨", "湖", "溪", "桥", "林", "泉", "光", "悦", "宁", "润", "城", "河", "园",
    "达", "源", "庭", "阳", "月", "荷", "汀", "岭",
];
const ESTATE: [&str; 12] =
    ["家园", "嘉园", "里", "苑", "花园", "小区", "名苑", "新村", "雅居", "公馆", "东里", "西里"];
const ROAD: [&str; 8] = ["路", "街", "大街", "东路", "西路", "南街", "北街", "胡同"];
const ORDINALS: [&str; 12] =
    ["第一", "第二", "第三", "第四", "第五", "第六", "第七", "第八", "第九", "第十", "东", "西"];

/// One of the 16 districts.
#[derive(Debug, Clone)]
pub struct District {
    /// Its real name.
    pub name: &'static str,
    /// Residents, invented.
    pub population: f64,
    /// Outside the two old districts and the four around them.
    pub has_villages: bool,
}

/// A street or town.
#[derive(Debug, Clone)]
pub struct Street {
    /// Its real name; 八里庄街道 exists in two districts.
    pub name: &'static str,
    /// Position in [`City::districts`].
    pub district: usize,
    /// A town or township (镇、乡), where villages are.
    pub is_town: bool,
    /// Residents, invented.
    pub population: f64,
    /// Positions in [`City::communities`].
    pub communities: std::ops::Range<usize>,
    /// Invented housing estates.
    pub estates: Vec<String>,
    /// Invented roads.
    pub roads: Vec<String>,
}

/// A community or village.
#[derive(Debug, Clone)]
pub struct Community {
    /// Its invented name.
    pub name: String,
    /// Position in [`City::streets`].
    pub street: usize,
    /// Residents, invented.
    pub population: f64,
}

/// All places.
#[derive(Debug, Clone)]
pub struct City {
    /// 16 districts.
    pub districts: Vec<District>,
    /// 343 streets and towns.
    pub streets: Vec<Street>,
    /// A few to a street.
    pub communities: Vec<Community>,
}

impl City {
    /// The same city every time.
    pub fn new() -> Self {
        let districts: Vec<District> = DISTRICTS.lines().skip(1).map(parse_district).collect();
        let mut streets: Vec<Street> = STREETS
            .lines()
            .skip(1)
            .enumerate()
            .map(|(i, line)| parse_street(i, line, &districts))
            .collect();
        scale_to_districts(&mut streets, &districts);
        let communities = settle(&mut streets, &districts);
        Self { districts, streets, communities }
    }
}

fn parse_district(line: &'static str) -> District {
    let mut fields = line.split(',');
    let name = fields.next().unwrap_or_default();
    let population =
        fields.next().and_then(|text| text.parse().ok()).expect("districts.csv gives a population");
    let has_villages = matches!(fields.next(), Some("outer" | "far"));
    District { name, population, has_villages }
}

fn parse_street(index: usize, line: &'static str, districts: &[District]) -> Street {
    let (district, name) = line.split_once(',').expect("streets.csv has two columns");
    let district = districts
        .iter()
        .position(|d| d.name == district)
        .expect("streets.csv names known districts");
    let is_town = name.ends_with('镇') || name.ends_with('乡');
    let size = if name.ends_with('乡') {
        0.2
    } else if is_town {
        0.7
    } else {
        1.0
    };
    let population = size * (0.5 * rng::normal(&[PLACES_KEY, 1, index as u64])).exp();
    let estates =
        (0..if is_town { 10 } else { 18 }).map(|i| invented(index, i, &ESTATE, 2)).collect();
    let roads = (0..10).map(|i| invented(index, i, &ROAD, 3)).collect();
    Street { name, district, is_town, population, communities: 0..0, estates, roads }
}

fn invented(street: usize, item: usize, suffixes: &[&str], kind: u64) -> String {
    let pick = |part: u64, n: usize| {
        rng::hash(&[PLACES_KEY, kind, street as u64, item as u64, part]) as usize % n
    };
    format!(
        "{}{}{}",
        FIRST[pick(0, FIRST.len())],
        SECOND[pick(1, SECOND.len())],
        suffixes[pick(2, suffixes.len())]
    )
}

fn scale_to_districts(streets: &mut [Street], districts: &[District]) {
    for (index, district) in districts.iter().enumerate() {
        let total: f64 = streets.iter().filter(|s| s.district == index).map(|s| s.population).sum();
        for street in streets.iter_mut().filter(|s| s.district == index) {
            street.population =
                (street.population * district.population / total / 100.0).round() * 100.0;
        }
    }
}

fn settle(streets: &mut [Street], districts: &[District]) -> Vec<Community> {
    let mut communities = Vec::new();
    for (index, street) in streets.iter_mut().enumerate() {
        let count = ((street.population / 9_000.0).ceil() as usize).clamp(2, ORDINALS.len());
        let start = communities.len();
        for ordinal in &ORDINALS[..count] {
            let name = community_name(street, &districts[street.district], ordinal);
            let population = (street.population / count as f64).round();
            communities.push(Community { name, street: index, population });
        }
        street.communities = start..communities.len();
    }
    communities
}

fn community_name(street: &Street, district: &District, ordinal: &str) -> String {
    let stem = ["街道", "地区", "镇", "乡"]
        .iter()
        .find_map(|end| street.name.strip_suffix(end))
        .unwrap_or(street.name);
    // 八里庄 and 东风 exist twice: the district keeps community names unique in the city.
    let district = if matches!(stem, "八里庄" | "东风") {
        district.name.trim_end_matches('区')
    } else {
        ""
    };
    format!("{district}{stem}{ordinal}{}", if street.is_town { "村" } else { "社区" })
}

/// An invented business name of two characters.
pub fn brand(key: u64) -> String {
    format!("{}{}", FIRST[(key % 30) as usize], SECOND[(key / 30 % 24) as usize])
}

#[cfg(test)]
mod tests;
