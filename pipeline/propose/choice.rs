//! From scores to a list: names turned into positions, clashes named, the selection itself.

use yiti_stats::diversity::effective_number_of_counts;
use yiti_stats::select::{self, Limits, Selector};

use super::assess::Assessed;
use super::decided::Decided;
use super::error::{Clash, Note, ProposeError};
use super::history::is_named;
use super::settings::Settings;

/// Places that every theme may have: three are reviewed in one month.
const PER_THEME_MIN: usize = 3;

/// The groups and limits of a run, ready to choose under any scores.
pub(super) struct Choice {
    pub selector: Selector,
    /// Positions of topics that nothing keeps off, into the assessed topics.
    pub eligible: Vec<usize>,
    pub notes: Vec<Note>,
}

/// Clashes between what is wanted, unwanted, adopted and rejected.
pub(super) fn contradictions(decided: &Decided, settings: &Settings) -> Vec<Clash> {
    let topics = &decided.topics;
    let mut clashes = Vec::new();
    for name in &settings.must_include {
        let Some(topic) = topics.iter().find(|topic| is_named(topic, name)) else {
            clashes.push(Clash::UnknownInclude {
                name: name.clone(),
                nearest: nearest(name, decided),
            });
            continue;
        };
        let title = topic.title.clone();
        if settings.must_exclude.iter().any(|name| is_named(topic, name)) {
            clashes.push(Clash::IncludedAndExcluded { title });
        } else if let Some(rejection) = decided.rejection(&topic.topic_id) {
            clashes.push(Clash::IncludedAndRejected {
                title,
                who: rejection.who.clone(),
                line: rejection.line,
            });
        }
    }
    for topic in topics.iter().filter(|topic| decided.is_adopted(&topic.topic_id)) {
        if settings.must_exclude.iter().any(|name| is_named(topic, name)) {
            let line = decided.verdicts[&topic.topic_id].line;
            clashes.push(Clash::AdoptedAndExcluded { title: topic.title.clone(), line });
        }
    }
    clashes
}

/// Names in `must_exclude` and in the ledger that match nothing.
pub(super) fn unmatched(decided: &Decided, settings: &Settings) -> Vec<Note> {
    let known = |name: &&String| decided.topics.iter().any(|topic| is_named(topic, name));
    let unknown = settings.must_exclude.iter().filter(|name| !known(name));
    let mut notes: Vec<Note> =
        unknown.map(|name| Note::UnknownExclude { name: name.clone() }).collect();
    let decisions = decided.unmatched.iter();
    notes.extend(
        decisions.map(|d| Note::UnmatchedDecision { line: d.line, topic: d.topic.clone() }),
    );
    notes
}

/// Positions of topics that must be on the list.
pub(super) fn fixed(assessed: &[Assessed], decided: &Decided, settings: &Settings) -> Vec<usize> {
    let is_fixed = |a: &Assessed| {
        decided.is_adopted(&a.topic.topic_id)
            || settings.must_include.iter().any(|name| is_named(&a.topic, name))
    };
    (0..assessed.len()).filter(|&i| is_fixed(&assessed[i])).collect()
}

/// What a list is chosen from: one entry a topic that nothing keeps off.
pub(super) struct Eligible<'a> {
    pub themes: Vec<&'a str>,
    /// Whether that is a theme of the tree; else a topic stands with others of its widest category.
    pub has_theme: Vec<bool>,
    pub orders: Vec<u64>,
    /// Whether volume is all that speaks for it.
    pub volume_only: Vec<bool>,
    /// Positions that must be on the list.
    pub fixed: Vec<usize>,
}

/// Checks the limits over the eligible topics. `groups`: the theme of each assessed topic.
///
/// # Errors
/// Limits that the wanted topics break. Too few candidates is no error: the list is shorter and a
/// note says so.
pub(super) fn prepare(
    assessed: &[Assessed],
    groups: &[String],
    fixed: &[usize],
    settings: &Settings,
) -> Result<Choice, ProposeError> {
    let eligible: Vec<usize> =
        (0..assessed.len()).filter(|&i| assessed[i].exclusion.is_none()).collect();
    let pool = Eligible {
        themes: eligible.iter().map(|&i| groups[i].as_str()).collect(),
        has_theme: eligible.iter().map(|&i| assessed[i].topic.theme.is_some()).collect(),
        orders: eligible.iter().map(|&i| assessed[i].orders).collect(),
        volume_only: eligible.iter().map(|&i| assessed[i].volume_only == Some(true)).collect(),
        fixed: (0..eligible.len()).filter(|&p| fixed.contains(&eligible[p])).collect(),
    };
    let (selector, notes) = pool.selector(settings)?;
    Ok(Choice { selector, eligible, notes })
}

impl Eligible<'_> {
    /// The limits of the settings over these topics, and what they leave open.
    ///
    /// # Errors
    /// As [`prepare`].
    pub(super) fn selector(
        &self,
        settings: &Settings,
    ) -> Result<(Selector, Vec<Note>), ProposeError> {
        let mut names = self.themes.clone();
        names.sort_unstable();
        names.dedup();
        let group_of: Vec<usize> = self
            .themes
            .iter()
            .map(|theme| names.binary_search(theme).unwrap_or_default())
            .collect();
        let demands = self.demands_by_theme(&group_of, names.len());
        let per_theme =
            settings.per_theme.unwrap_or_else(|| usual_per_theme(settings.topics, &demands));
        let limits =
            Limits { pick: settings.topics, groups: settings.themes, per_group: per_theme };
        let made = |limits| Selector::new(&group_of, limits, &self.fixed, &[]);
        let (selector, mut notes) = match made(limits) {
            Ok(selector) => (selector, Vec::new()),
            Err(clashes) => match clashes[..] {
                [select::Clash::TooFew { pick, possible, .. }] => {
                    let shorter = Limits { pick: possible, ..limits };
                    let selector =
                        made(shorter).map_err(|clashes| named(&clashes, &names, settings))?;
                    let (eligible, groups, themes) =
                        (self.themes.len(), names.len(), settings.themes);
                    let note = Note::Shortfall {
                        wanted: pick,
                        possible,
                        eligible,
                        groups,
                        per_theme,
                        themes,
                    };
                    (selector, vec![note])
                }
                _ => return Err(named(&clashes, &names, settings)),
            },
        };
        // A share of the places that were asked for, so that it does not move with how many can be
        // filled.
        let most = (settings.volume_only_max * settings.topics as f64 + 1e-9).floor() as usize;
        let selector = selector.with_marked(self.volume_only.clone(), most);
        let (full, filled) =
            (selector.picks(), selector.choose(&vec![0.0; self.themes.len()]).len());
        if filled < full {
            notes.push(Note::VolumeOnly { most, empty: full - filled });
        }
        Ok((selector, notes))
    }

    /// Demands of each of `themes` groups. Where the tree gives some topics a theme, what lies in
    /// no theme is not counted: many small categories are not as many themes.
    fn demands_by_theme(&self, group_of: &[usize], themes: usize) -> Vec<u64> {
        let is_any = self.has_theme.contains(&true);
        let mut demands = vec![0; themes];
        for ((&group, orders), has_theme) in group_of.iter().zip(&self.orders).zip(&self.has_theme)
        {
            demands[group] += if *has_theme || !is_any { *orders } else { 0 };
        }
        demands
    }
}

/// Most topics of one theme unless the settings say: a quarter of the list, or twice an even share
/// where the candidates' demand lies in few themes (effective number, inverse Simpson); at least
/// three. `demands`: one entry a theme.
fn usual_per_theme(topics: usize, demands: &[u64]) -> usize {
    let themes = effective_number_of_counts(demands).unwrap_or(1.0);
    let twice_even = (2.0 * topics as f64 / themes).ceil() as usize;
    topics.div_ceil(4).max(twice_even).max(PER_THEME_MIN)
}

fn named(clashes: &[select::Clash], groups: &[&str], settings: &Settings) -> ProposeError {
    let name = |clash: &select::Clash| match *clash {
        select::Clash::TooManyFixed { fixed, .. } => {
            Some(Clash::TooManyIncluded { included: fixed, topics: settings.topics })
        }
        select::Clash::GroupOverfull { group, fixed, per_group } => Some(Clash::ThemeOverfull {
            theme: groups[group].to_owned(),
            included: fixed,
            per_theme: per_group,
        }),
        select::Clash::TooManyGroups { fixed_groups, groups } => {
            Some(Clash::TooManyThemes { included: fixed_groups, themes: groups })
        }
        select::Clash::FixedAndBarred { .. } | select::Clash::TooFew { .. } => None,
    };
    ProposeError::Clash(clashes.iter().filter_map(name).collect())
}

/// The three titles that share most letters with the name.
fn nearest(name: &str, decided: &Decided) -> Vec<String> {
    let shared =
        |title: &str| name.chars().filter(|c| !c.is_whitespace() && title.contains(*c)).count();
    let mut titles: Vec<(usize, &str)> = decided
        .topics
        .iter()
        .map(|t| (shared(&t.title), t.title.as_str()))
        .filter(|t| t.0 > 1)
        .collect();
    titles.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    titles.into_iter().take(3).map(|(_, title)| title.to_owned()).collect()
}

#[cfg(test)]
mod tests;
