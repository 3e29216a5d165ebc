//! Why a topic is kept off the list, whatever its score.

use chrono::NaiveDate;

use crate::language::{Language, count, counted, percent};
use crate::topics::Bucket;

/// A rule that keeps a topic off the list.
#[derive(Debug, Clone, PartialEq)]
pub enum Exclusion {
    /// The ledger rejects it.
    Rejected {
        /// Who.
        who: String,
        /// When.
        when: NaiveDate,
        /// Why.
        why: String,
    },
    /// `must_exclude` names it.
    MustExclude,
    /// No matter of its own.
    Bucket(Bucket),
    /// Demand begins from nothing at its full level, as after recoding.
    Begins {
        /// First month with demand.
        month: NaiveDate,
    },
    /// Demand stops at its full level, as after recoding.
    Ends {
        /// Last month with demand.
        month: NaiveDate,
    },
    /// One-reporter bursts made most of it.
    SingleSource {
        /// Their share of the demands.
        share: f64,
    },
    /// One concrete matter across categories, whose own rates the categories' figures do not tell.
    OneMatter,
    /// Nearly all demand comes from one area.
    OneArea {
        /// The area's name.
        area: String,
    },
    /// It fails in few areas only and is solved elsewhere.
    FewAreas {
        /// Names of the areas, most unresolved first.
        areas: Vec<String>,
        /// Areas in all.
        of: usize,
        /// Unresolved rate there.
        there: f64,
        /// Unresolved rate elsewhere.
        elsewhere: f64,
    },
    /// The same demands are in another candidate.
    Duplicate {
        /// The other's title.
        of: String,
    },
    /// Too few demands to judge.
    TooSmall {
        /// Demands.
        orders: u64,
        /// The setting.
        min_orders: u64,
    },
}

impl Exclusion {
    /// The name used in published tables.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Rejected { .. } => "rejected",
            Self::MustExclude => "must_exclude",
            Self::Bucket(bucket) => bucket.name(),
            Self::Begins { .. } => "begins",
            Self::Ends { .. } => "ends",
            Self::SingleSource { .. } => "single_source",
            Self::OneMatter => "one_matter",
            Self::OneArea { .. } => "one_area",
            Self::FewAreas { .. } => "few_areas",
            Self::Duplicate { .. } => "duplicate",
            Self::TooSmall { .. } => "too_small",
        }
    }

    /// The reason in a few words, for tables.
    pub fn label(&self, language: Language) -> String {
        match self {
            Self::Rejected { who, .. } => match language {
                Language::Zh => format!("{who}决定不列入"),
                Language::En => format!("kept off by {who}"),
            },
            Self::MustExclude => {
                language.pick("设置要求不列入", "kept off by the settings").to_owned()
            }
            Self::Bucket(Bucket::General) => language
                .pick("笼统归类，看不出具体诉求", "a collecting category, no matter of its own")
                .to_owned(),
            Self::Bucket(Bucket::Routine) => language
                .pick("日常办理事项，并非问题", "a routine order: nothing failed")
                .to_owned(),
            Self::Begins { .. } | Self::Ends { .. } => language
                .pick("疑似分类调整，先核实", "looks like a change of categories: check first")
                .to_owned(),
            Self::SingleSource { .. } => {
                language.pick("单一来源集中反映", "bursts from a single source").to_owned()
            }
            Self::OneMatter => language
                .pick("一件具体的事，专项处理", "one concrete matter: handle as a case")
                .to_owned(),
            Self::OneArea { area } => match language {
                Language::Zh => format!("几乎都在{area}"),
                Language::En => format!("nearly all in {area}"),
            },
            Self::FewAreas { areas, .. } => match language {
                Language::Zh => format!("只在{}未解决，属当地事项", areas.join("、")),
                Language::En => format!("fails in {} only: a matter for there", areas.join(", ")),
            },
            Self::Duplicate { of } => match language {
                Language::Zh => format!("与“{of}”是同一批诉求"),
                Language::En => format!("the same demands as “{of}”"),
            },
            Self::TooSmall { .. } => language.pick("数量太少", "too few to judge").to_owned(),
        }
    }

    /// The reason as a sentence.
    pub fn reason(&self, language: Language) -> String {
        match language {
            Language::Zh => self.zh(),
            Language::En => self.en(),
        }
    }

    fn zh(&self) -> String {
        match self {
            Self::Rejected { who, when, why } => format!("{who}于{when}决定不列入：{why}。"),
            Self::MustExclude => "设置要求不列入（must_exclude）。".to_owned(),
            Self::Bucket(Bucket::General) => "属于笼统归类，看不出具体诉求，不宜作为议题。".to_owned(),
            Self::Bucket(Bucket::Routine) => "属于日常办理事项，并非问题，不宜作为议题。".to_owned(),
            Self::Begins { month } => {
                format!(
                    "该类诉求自{}起才以满量出现，疑似分类调整所致；核实后可用 must_include 列入。",
                    month.format("%Y年%-m月")
                )
            }
            Self::Ends { month } => {
                format!(
                    "该类诉求在{}后骤然归零，疑似分类调整所致；核实后可用 must_include 列入。",
                    month.format("%Y年%-m月")
                )
            }
            Self::SingleSource { share } => {
                format!("{}的诉求来自单一来源的集中反映，不作为普遍问题列入。", percent(*share))
            }
            Self::OneMatter => {
                "是一件具体的事，宜作为专项处理；其所属类别的解决率不是它自身的解决率，不作为全市议题列入。".to_owned()
            }
            Self::OneArea { area } => format!("诉求几乎都在{area}，属于当地事项。"),
            Self::FewAreas { areas, of, there, elsewhere } => format!(
                "未解决集中在{of}个区域中的{}个（{}），未解决率{}，其余区域{}，属于这些区域的事项。",
                areas.len(),
                areas.join("、"),
                percent(*there),
                percent(*elsewhere)
            ),
            Self::Duplicate { of } => format!("与“{of}”是同一批诉求，不重复列入。"),
            Self::TooSmall { orders, min_orders } => {
                format!("本期仅{}件，少于{}件，不足以判断。", count(*orders), count(*min_orders))
            }
        }
    }

    fn en(&self) -> String {
        match self {
            Self::Rejected { who, when, why } => format!("Kept off by {who} on {when}: {why}."),
            Self::MustExclude => "Kept off by the settings (must_exclude).".to_owned(),
            Self::Bucket(Bucket::General) => {
                "A collecting category: nobody can tell what was asked, so it is no topic."
                    .to_owned()
            }
            Self::Bucket(Bucket::Routine) => {
                "A routine order or booking: nothing failed, so it is no topic.".to_owned()
            }
            Self::Begins { month } => format!(
                "Demand begins at its full level in {}, as after a change of categories; if it is \
                 real, name it in must_include.",
                month.format("%B %Y")
            ),
            Self::Ends { month } => format!(
                "Demand stops at its full level after {}, as after a change of categories; if it \
                 is real, name it in must_include.",
                month.format("%B %Y")
            ),
            Self::SingleSource { share } => {
                format!(
                    "{} of its demands are bursts from a single source, so it is no general \
                     problem.",
                    percent(*share)
                )
            }
            Self::OneMatter => "One concrete matter, to be handled as a case: the rates of its \
                                categories are not its own, so it is no topic for the whole city."
                .to_owned(),
            Self::OneArea { area } => {
                format!("Nearly all of its demand is in {area}: a matter for that area.")
            }
            Self::FewAreas { areas, of, there, elsewhere } => format!(
                "It fails in {} of {of} areas ({}), with {} unresolved against {} elsewhere: a \
                 matter for those areas.",
                areas.len(),
                areas.join(", "),
                percent(*there),
                percent(*elsewhere)
            ),
            Self::Duplicate { of } => format!("The same demands as “{of}”, which stands for both."),
            Self::TooSmall { orders, min_orders } => {
                format!(
                    "Only {} in the period, fewer than {}: too few to judge.",
                    counted(*orders, "demand", "demands"),
                    count(*min_orders)
                )
            }
        }
    }
}
