//! Falsifications: the same calculation where it should find nothing, one a file.

mod placebo_dates;
mod placebo_lights;
mod placebo_topics;

pub(super) use placebo_dates::placebo_dates;
pub use placebo_lights::UntreatedLights;
pub(super) use placebo_lights::placebo_lights;
pub(super) use placebo_topics::placebo_topics;

/// How often a calculation found what is not there. Of many tries about one in twenty does so by
/// chance at 95% confidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Falsification {
    /// Times that it was tried.
    pub tried: u32,
    /// Times that the interval left out 0.
    pub outside: u32,
}
