//! Governance mode: who takes care of a topic that the city does not propose.

use super::exclusion::Exclusion;
use crate::language::Language;

/// Who takes care of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mode {
    /// The areas whose matter it is.
    Areas(Vec<String>),
    /// Watch: a sudden rise that may be a risk.
    Watch,
    /// Check the source before anything else.
    CheckSource,
    /// Check how it is recorded: a change of categories, or a category that says nothing.
    CheckRecording,
    /// The other topic's, which stands for both.
    With(String),
    /// The department that handles it, in its everyday work; `None` where the department is
    /// unknown.
    Department(Option<String>),
}

/// Share of demands in surges from which a topic is first of all a risk to watch.
const WATCH_FROM: f64 = 0.2;

/// The mode of a topic that is not proposed.
pub(super) fn mode(
    exclusion: Option<&Exclusion>,
    surge_share: Option<f64>,
    lead: Option<&str>,
) -> Mode {
    match exclusion {
        Some(Exclusion::SingleSource { .. }) => Mode::CheckSource,
        Some(Exclusion::OneArea { area }) => Mode::Areas(vec![area.clone()]),
        Some(Exclusion::FewAreas { areas, .. }) => Mode::Areas(areas.clone()),
        Some(Exclusion::Bucket(_) | Exclusion::Begins { .. } | Exclusion::Ends { .. }) => {
            Mode::CheckRecording
        }
        Some(Exclusion::Duplicate { of }) => Mode::With(of.clone()),
        _ if surge_share.is_some_and(|share| share >= WATCH_FROM) => Mode::Watch,
        _ => Mode::Department(lead.map(str::to_owned)),
    }
}

impl Mode {
    /// The name used in published tables.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Areas(_) => "areas",
            Self::Watch => "watch",
            Self::CheckSource => "check_source",
            Self::CheckRecording => "check_recording",
            Self::With(_) => "with_other",
            Self::Department(_) => "department",
        }
    }

    /// A sentence for people.
    pub fn sentence(&self, language: Language) -> String {
        let zh = language == Language::Zh;
        match self {
            Self::Areas(areas) if zh => format!("交{}办理。", areas.join("、")),
            Self::Areas(areas) => format!("Goes to {}.", areas.join(", ")),
            Self::Watch => language
                .pick("近期突增，列入风险观察。", "A sudden rise: watch it as a risk.")
                .to_owned(),
            Self::CheckSource => {
                language.pick("先核实来源。", "Check the source first.").to_owned()
            }
            Self::CheckRecording => language
                .pick("先核实登记和分类口径。", "Check how it is recorded and classified.")
                .to_owned(),
            Self::With(title) if zh => format!("随“{title}”一并办理。"),
            Self::With(title) => format!("Handled with “{title}”."),
            Self::Department(Some(name)) if zh => format!("由{name}日常办理。"),
            Self::Department(Some(name)) => format!("Stays in the everyday work of {name}."),
            Self::Department(None) => language
                .pick("由主管部门日常办理。", "Stays in the everyday work of its department.")
                .to_owned(),
        }
    }
}
