use super::*;
use crate::engine::EngineSettings;

#[test]
fn an_address_that_is_none_is_refused_with_the_form_to_write() {
    let of = |scheduler: &str| ClusterSettings { scheduler: Some(scheduler.to_owned()) };
    assert_eq!(of("df://10.0.0.7:50050").validate(), Ok(()));
    for address in ["10.0.0.7:50050", "http://10.0.0.7", "df://"] {
        let message = of(address).validate().unwrap_err();
        assert!(message.contains("df://host:50050") && message.contains(address), "{message}");
    }
}

#[test]
#[cfg(not(feature = "cluster"))]
fn a_program_without_a_client_refuses_a_scheduler() {
    let scheduler = Some("df://10.0.0.7:50050".to_owned());
    let error = Engine::start(&EngineSettings { scheduler, ..Default::default() }).unwrap_err();
    assert!(error.to_string().contains("--features cluster"), "{error}");
}
