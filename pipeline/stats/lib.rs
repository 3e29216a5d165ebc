//! The statistics of yiti, one method a file. Nothing here reads files or the clock.

pub mod assessment;
pub mod bands;
pub mod calibration;
pub mod cholesky;
pub mod correlated_months;
mod descent;
pub mod diversity;
pub mod ears;
pub mod effect_study;
pub mod evidence;
pub mod farrington;
pub mod fdr;
mod gamma_mixture;
pub mod glm;
pub mod harmonic;
mod harmonic_fit;
mod harmonic_regression;
mod harmonic_window;
pub mod interrupted;
pub mod local;
pub mod nb_tail;
pub mod noise;
pub mod normal;
pub mod outlook;
pub mod persistence;
pub mod placebo;
pub mod rate_shrink;
pub mod rates;
pub mod reporting;
pub mod rki2;
pub mod season_peak;
pub mod select;
pub mod shrinkage;
pub mod sign_flip;
pub mod smaa;
#[cfg(test)]
mod spike_properties;
#[cfg(test)]
mod spike_tests;
mod student;
pub mod survival;
pub mod trend;
