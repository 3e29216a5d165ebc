//! What an area has to work with: people and money, as far as the city says.

/// Resources of an area. `None` is what the city does not say.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Resources {
    /// People who handle demands.
    pub workers: Option<f64>,
    /// Money for it a year, in the city's currency.
    pub budget: Option<f64>,
}

impl Resources {
    /// Demands of a month ÷ workers.
    pub fn orders_per_worker(&self, orders: u64) -> Option<f64> {
        self.workers.filter(|workers| *workers > 0.0).map(|workers| orders as f64 / workers)
    }

    /// A twelfth of the year's money ÷ demands of a month.
    pub fn budget_per_order(&self, orders: u64) -> Option<f64> {
        self.budget.filter(|_| orders > 0).map(|budget| budget / 12.0 / orders as f64)
    }
}
