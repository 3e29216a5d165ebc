//! What the spike detectors must do, whatever the data.

mod spike_properties;
mod spikes;
