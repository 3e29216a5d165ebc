//! The category tree with its habits: theme, department, deadline, rhythm of the day, season,
//! wordings.

use super::season::Season;

const GROUPS: &str = include_str!("groups.csv");
const CATEGORIES: &str = include_str!("categories.csv");

/// When people report, by day of the week and hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rhythm {
    /// Evenings and weekends too.
    Home,
    /// Office hours on working days.
    Office,
    /// Late evening and night.
    Night,
    /// Afternoons, weekends.
    Shop,
    /// Rush hours.
    Road,
    /// All day.
    Online,
}

/// A first-level category.
#[derive(Debug, Clone)]
pub struct Group {
    /// Its name.
    pub name: &'static str,
    /// One of the twelve themes; empty for general matters.
    pub theme: &'static str,
    /// The city department in charge; a part of its orders goes to the street instead.
    pub department: &'static str,
    /// 2, 24, 168 or 360.
    pub deadline_hours: i64,
    /// When people report.
    pub rhythm: Rhythm,
    /// What kind of place the texts name.
    pub place: &'static str,
}

/// A second-level category.
#[derive(Debug, Clone)]
pub struct Category {
    /// Its name, unique in the tree.
    pub name: &'static str,
    /// Position in [`Tree::groups`].
    pub group: usize,
    /// Relative size.
    pub weight: f64,
    /// When in the year.
    pub season: Season,
    /// One of the hard problems that a plan may make chronic.
    pub is_hard: bool,
    /// What kind of place the texts name, where it differs from the group's.
    own_place: &'static str,
    /// A bucket for anything, which must never become a topic.
    pub is_bucket: bool,
    /// What people say after naming the place.
    pub wordings: Vec<&'static str>,
}

/// Both levels.
#[derive(Debug, Clone)]
pub struct Tree {
    /// First level.
    pub groups: Vec<Group>,
    /// Second level.
    pub categories: Vec<Category>,
}

impl Tree {
    /// The same tree every time.
    pub fn new() -> Self {
        let groups: Vec<Group> = GROUPS.lines().skip(1).map(parse_group).collect();
        let categories =
            CATEGORIES.lines().skip(1).map(|line| parse_category(line, &groups)).collect();
        Self { groups, categories }
    }

    /// The group of a category.
    pub fn group(&self, category: usize) -> &Group {
        &self.groups[self.categories[category].group]
    }

    /// What kind of place the texts of a category name.
    pub fn place(&self, category: usize) -> &'static str {
        let own = self.categories[category].own_place;
        if own.is_empty() { self.group(category).place } else { own }
    }

    /// Position of a second-level category.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.categories.iter().position(|c| c.name == name)
    }
}

fn fields<const N: usize>(line: &'static str) -> [&'static str; N] {
    let parts: Vec<&str> = line.splitn(N, ',').collect();
    parts.try_into().unwrap_or_else(|_| panic!("embedded table: expected {N} fields in {line}"))
}

fn parse_group(line: &'static str) -> Group {
    let [name, theme, department, hours, rhythm, place] = fields(line);
    let rhythm = match rhythm {
        "home" => Rhythm::Home,
        "office" => Rhythm::Office,
        "night" => Rhythm::Night,
        "shop" => Rhythm::Shop,
        "road" => Rhythm::Road,
        _ => Rhythm::Online,
    };
    let deadline_hours = hours.parse().expect("groups.csv gives whole hours");
    Group { name, theme, department, deadline_hours, rhythm, place }
}

fn parse_category(line: &'static str, groups: &[Group]) -> Category {
    let [group, name, weight, season, role, own_place, wordings] = fields(line);
    Category {
        name,
        group: groups
            .iter()
            .position(|g| g.name == group)
            .expect("categories.csv names known groups"),
        weight: weight.parse().expect("categories.csv gives a weight"),
        season: Season::parse(season).expect("categories.csv names known seasons"),
        own_place,
        is_hard: role == "hard",
        is_bucket: role == "bucket",
        wordings: wordings.split('|').collect(),
    }
}

#[cfg(test)]
mod tests;
