//! Which operations there are: what is served is what is documented.

use crate::{features::FEATURES, platform::feature::Feature};
use utoipa_actix_web::{scope, service_config::ServiceConfig};

/// Mounts every feature. The framework compares a path with one pattern after the other, so what is asked for most comes first.
pub fn routes(config: &mut ServiceConfig) {
    config.service(scope("/api/v1").configure(|config: &mut ServiceConfig| {
        let (first, rest): (Vec<&Feature>, Vec<&Feature>) = FEATURES.iter().partition(|feature| feature.is_asked_most);
        for feature in first.into_iter().chain(rest) {
            (feature.routes)(config);
        }
    }));
}
