//! A cluster that runs the models: Apache DataFusion Ballista, reached through its scheduler.
//!
//! The cargo feature `cluster` brings its client. Without it a configuration that names a scheduler
//! is refused, so that no run is local by mistake.

use datafusion::error::DataFusionError;
use datafusion::prelude::SessionContext;
use serde::{Deserialize, Serialize};

use super::session::{Engine, EngineError};

/// Scheme of a scheduler's address.
const SCHEME: &str = "df://";

/// How long the first query of a run waits for an executor. A scheduler keeps a job that no
/// executor takes, and refuses executors of another version, so that a run would wait for ever.
#[cfg(feature = "cluster")]
const FIRST_ANSWER: std::time::Duration = std::time::Duration::from_secs(120);

/// `[engine]`
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ClusterSettings {
    /// Address of a Ballista scheduler, `df://host:50050`; by default models run in this process.
    pub scheduler: Option<String>,
}

impl ClusterSettings {
    /// Checks the address.
    ///
    /// # Errors
    /// When it is not one.
    pub fn validate(&self) -> Result<(), String> {
        let Some(address) = &self.scheduler else { return Ok(()) };
        let host = address.strip_prefix(SCHEME).map(|_| url::Url::parse(address));
        match host {
            Some(Ok(url)) if url.has_host() => Ok(()),
            _ => Err(format!("scheduler = \"{address}\": write {SCHEME}host:50050")),
        }
    }
}

impl Engine {
    /// Whether models run on a cluster.
    pub const fn has_cluster(&self) -> bool {
        self.scheduler.is_some()
    }

    /// For `map_err`: what the cluster could not do, with its address.
    pub fn of_cluster(&self, error: DataFusionError) -> EngineError {
        let scheduler = self.scheduler.clone().unwrap_or_default();
        EngineError::Cluster { scheduler, source: error }
    }

    /// A session without tables whose queries run on the cluster.
    ///
    /// # Errors
    /// When this program has no client for one, or the address is not one.
    #[cfg(not(feature = "cluster"))]
    pub fn cluster_session(&self) -> Result<SessionContext, EngineError> {
        Err(EngineError::NoClient)
    }

    /// A session without tables whose queries run on the cluster.
    ///
    /// # Errors
    /// When this program has no client for one, or the address is not one.
    #[cfg(feature = "cluster")]
    pub fn cluster_session(&self) -> Result<SessionContext, EngineError> {
        use ballista::prelude::{SessionConfigExt, SessionContextExt};
        use datafusion::execution::SessionStateBuilder;
        use datafusion::prelude::SessionConfig;

        let mut config = SessionConfig::new_with_ballista().with_ballista_job_name("yiti");
        let options = config.options_mut();
        // As for local sessions: wrong over several files (issue 24816 of the engine).
        options.optimizer.enable_aggregate_dynamic_filter_pushdown = false;
        options.execution.collect_statistics = false;
        // A task would take the files of its siblings, which read them too: rows would come twice.
        options.execution.enable_file_stream_work_stealing = false;
        let state = SessionStateBuilder::new()
            .with_config(config)
            .with_runtime_env(self.environment())
            .with_default_features()
            .build();
        let scheduler = self.scheduler.as_deref().unwrap_or_default();
        let session = async {
            let session = SessionContext::remote_with_state(scheduler, state).await?;
            // Months are asked for side by side: the first waits for all of them.
            match self.answers.get_or_init(|| first_answer(&session)).await {
                Ok(()) => Ok(session),
                Err(reason) => Err(DataFusionError::Execution(reason.clone())),
            }
        };
        self.wait(session).map_err(|error| self.of_cluster(error))
    }
}

/// Waits until an executor of the session's cluster answers.
#[cfg(feature = "cluster")]
async fn first_answer(session: &SessionContext) -> Result<(), String> {
    let answer = async { session.sql("select 1").await?.collect().await };
    match tokio::time::timeout(FIRST_ANSWER, answer).await {
        Ok(answer) => answer.map(drop).map_err(|error| error.to_string()),
        Err(_) => Err(format!(
            "no executor answered within {} seconds: none is there, or all are busy",
            FIRST_ANSWER.as_secs()
        )),
    }
}

#[cfg(test)]
mod tests;
