//! What can be wrong with a proposal's settings and ledger, by name.

use thiserror::Error;

use super::fairness::Fairness;
use crate::language::Language;

/// Why there is no proposal.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum ProposeError {
    /// A setting out of its range.
    #[error("{0}")]
    Settings(String),
    /// Wishes that cannot all be kept, one a line.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Clash(Vec<Clash>),
}

/// Two wishes that exclude each other, or one that cannot be kept.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Clash {
    /// `must_include` names no topic.
    #[error(
        "must_include names `{name}`, which is no topic's id or title{}; tables/topics.csv of a \
         run lists them",
        near(.nearest)
    )]
    UnknownInclude {
        /// The name found.
        name: String,
        /// Titles that share most with it.
        nearest: Vec<String>,
    },
    /// Wanted and unwanted.
    #[error("`{title}` is in must_include and in must_exclude: remove one")]
    IncludedAndExcluded {
        /// The topic.
        title: String,
    },
    /// The ledger against the settings.
    #[error(
        "`{title}` is rejected on line {line} of the ledger by {who}, but in must_include: remove \
         one"
    )]
    IncludedAndRejected {
        /// The topic.
        title: String,
        /// Who rejected it.
        who: String,
        /// Where.
        line: usize,
    },
    /// The ledger against the settings.
    #[error("`{title}` is adopted on line {line} of the ledger, but in must_exclude: remove one")]
    AdoptedAndExcluded {
        /// The topic.
        title: String,
        /// Where.
        line: usize,
    },
    /// More wanted topics than places.
    #[error(
        "{included} topics are adopted or in must_include, but topics = {topics}: raise topics or \
         drop some"
    )]
    TooManyIncluded {
        /// Wanted topics.
        included: usize,
        /// Places.
        topics: usize,
    },
    /// More wanted topics of one theme than it may have.
    #[error(
        "{included} topics of theme {theme} are adopted or in must_include, but per_theme = \
         {per_theme}: raise per_theme or drop some"
    )]
    ThemeOverfull {
        /// The theme.
        theme: String,
        /// Its wanted topics.
        included: usize,
        /// Most topics of one theme.
        per_theme: usize,
    },
    /// Wanted topics in more themes than allowed.
    #[error(
        "topics that are adopted or in must_include lie in {included} themes, but themes = \
         {themes}: raise themes or drop some"
    )]
    TooManyThemes {
        /// Themes of wanted topics.
        included: usize,
        /// Most themes.
        themes: usize,
    },
}

fn near(titles: &[String]) -> String {
    if titles.is_empty() { String::new() } else { format!(" (near: {})", titles.join(", ")) }
}

/// What the list could not do, though it is published.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum Note {
    /// Fewer topics than asked for.
    #[error(
        "{wanted} topics were asked for, but only {possible} fit; candidates that nothing keeps \
         off: {eligible}, themes that they lie in: {groups}, of at most {themes} with at most \
         {per_theme} topics each"
    )]
    Shortfall {
        /// Topics asked for.
        wanted: usize,
        /// Topics on the list.
        possible: usize,
        /// Candidates that nothing keeps off.
        eligible: usize,
        /// Themes that they lie in.
        groups: usize,
        /// Setting.
        per_theme: usize,
        /// Setting.
        themes: usize,
    },
    /// `must_exclude` names no topic.
    #[error(
        "must_exclude names `{name}`, which is no topic's id or title: nothing was kept off by it"
    )]
    UnknownExclude {
        /// The name found.
        name: String,
    },
    /// A ledger entry matches no topic.
    #[error(
        "line {line} of the ledger names `{topic}`, which is no topic of this run: the decision \
         had no effect"
    )]
    UnmatchedDecision {
        /// Where.
        line: usize,
        /// The name found.
        topic: String,
    },
    /// No call-backs.
    #[error(
        "the data has no answers on resolution: all demands stand for the unresolved ones, so \
         chronicity rests on how much demand lasts and how often people call again, and says \
         nothing of what will stay unresolved; solvability and municipal fall away, and their \
         weights go to the other focuses"
    )]
    NoRates,
    /// One area only.
    #[error(
        "the data has fewer than two areas: what is common to all of them cannot be told, so \
         municipal is unknown"
    )]
    OneArea,
    /// One year only.
    #[error(
        "the data has no complete month with the same month of the year before: growth is unknown"
    )]
    OneYear,
    /// The limit on topics of volume alone leaves places empty.
    #[error(
        "{empty} places of the list stay empty: all that is left are topics whose case is volume \
         alone (resolved better than the city), of which it takes {most} at most; [proposal] \
         volume_only_max can be raised"
    )]
    VolumeOnly {
        /// Most such topics.
        most: usize,
        /// Places that stay empty.
        empty: usize,
    },
    /// No past year of the data on which to calibrate how likely topics are to stay unresolved.
    #[error(
        "how likely a topic is to stay unresolved follows a general curve: the data has no earlier \
         stretch of this length on which it could be checked"
    )]
    NotCalibrated,
    /// How the list's demand is spread over the districts.
    #[error("{}", .0.sentence(Language::En))]
    Fairness(Fairness),
    /// The weights were scaled.
    #[error(
        "the weights add up to {sum}, not 1: they were scaled, which changes nothing but how they \
         read"
    )]
    WeightsScaled {
        /// Their sum.
        sum: f64,
    },
}

impl Note {
    /// The note for people.
    pub fn sentence(&self, language: Language) -> String {
        if language == Language::En {
            let text = self.to_string();
            let mut letters = text.chars();
            let first = letters.next().map(char::to_uppercase).into_iter().flatten();
            return format!("{}{}.", first.collect::<String>(), letters.as_str());
        }
        match self {
            Self::Shortfall { wanted, possible, eligible, groups, per_theme, themes } => format!(
                "要求 {wanted} 个题目，只能列出 {possible} 个：可入选的有 {eligible} 个，分属 {groups} 个主题，\
                 每个主题至多 {per_theme} 个，主题至多 {themes} 个。"
            ),
            Self::UnknownExclude { name } => format!("must_exclude 中的“{name}”不是任何题目的编号或名称，未起作用。"),
            Self::UnmatchedDecision { line, topic } => {
                format!("决策台账第 {line} 行所说的“{topic}”不在本期题目之中，该决定未起作用。")
            }
            Self::NoRates => "本数据没有是否解决的答复：以全部诉求代替未解决诉求，久拖一项只看持续的量和重复来电，不能判断次年是否仍未解决；可解性与市级统筹性无从判断，\
                              其权重分给其他各项。"
                .to_owned(),
            Self::OneArea => "数据中不足两个区域：无法判断问题是否各区共有，市级统筹性未知。".to_owned(),
            Self::OneYear => "没有可与上年同月相比的完整月份：增长情况未知。".to_owned(),
            Self::VolumeOnly { most, empty } => format!(
                "清单有 {empty} 个名额空缺：余下的题目只是量大（解决得比全市好），这类题目至多列 {most} 个；可调高 \
                 [proposal] volume_only_max。"
            ),
            Self::NotCalibrated => {
                "题目今后仍未解决的可能性按通用曲线估计：数据中没有同样长的往期可以核对。".to_owned()
            }
            Self::Fairness(fairness) => format!("{}。", fairness.sentence(language)),
            Self::WeightsScaled { sum } => format!("各项权重之和为 {sum}，不等于 1，已按比例换算，不影响结果。"),
        }
    }
}
