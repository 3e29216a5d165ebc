//! What a run tells whoever watches it.

/// Something happened.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Event {
    /// A stage began.
    Stage(&'static str),
    /// Rows of the stage so far.
    Rows(u64),
    /// A stage ended: its name, the rows that came out of it, its seconds.
    Done(&'static str, u64, f64),
}

/// Whoever watches.
pub struct Watch<'a>(pub &'a (dyn Fn(Event) + Sync));

impl Watch<'_> {
    /// A stage begins.
    pub fn stage(&self, name: &'static str) {
        (self.0)(Event::Stage(name));
    }

    /// Rows so far.
    pub fn rows(&self, rows: u64) {
        (self.0)(Event::Rows(rows));
    }

    /// A stage ends.
    pub fn done(&self, name: &'static str, rows: u64, seconds: f64) {
        (self.0)(Event::Done(name, rows, seconds));
    }
}
