//! What became of edits: what of them could not be done, and how people are told.

use crate::language::Language;

/// What became of one edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditOutcome {
    /// The edit's place in the file.
    pub entry: String,
    /// What of it could not be done; empty: it was applied in full.
    pub unmatched: Vec<Unmatched>,
    /// Whether anything of it was applied.
    pub applied: bool,
}

/// What an edit names that cannot be edited in this run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unmatched {
    /// No topic, category or area of this name is there.
    Absent(String),
    /// Already named, by its id or title.
    Same(String),
}

impl Unmatched {
    fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (Self::Absent(name), Language::Zh) => format!("本期没有“{name}”"),
            (Self::Absent(name), Language::En) => format!("no “{name}” in this run"),
            (Self::Same(name), Language::Zh) => format!("“{name}”与前一个是同一议题"),
            (Self::Same(name), Language::En) => {
                format!("“{name}” is the same topic as one before it")
            }
        }
    }
}

impl EditOutcome {
    /// One sentence for people; `None` when the edit was applied in full.
    pub fn warning(&self, language: Language) -> Option<String> {
        if self.unmatched.is_empty() {
            return None;
        }
        let reasons: Vec<String> = self.unmatched.iter().map(|u| u.sentence(language)).collect();
        let reasons = reasons.join(language.pick("、", ", "));
        let entry = &self.entry;
        Some(match (self.applied, language) {
            (true, Language::Zh) => format!("人工修订 {entry} 只部分生效：{reasons}；修订保留"),
            (true, Language::En) => {
                format!("edit {entry} holds only in part: {reasons}; the edit is kept")
            }
            (false, Language::Zh) => format!("人工修订 {entry} 未生效：{reasons}；修订保留"),
            (false, Language::En) => {
                format!("edit {entry} has no effect: {reasons}; the edit is kept")
            }
        })
    }
}
