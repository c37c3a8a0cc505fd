//! Which operations there are: what is served is what is documented.

use crate::features::FEATURES;
use utoipa_actix_web::{scope, service_config::ServiceConfig};

/// Mounts every feature.
pub fn routes(config: &mut ServiceConfig) {
    config.service(scope("/api/v1").configure(|config: &mut ServiceConfig| {
        for feature in FEATURES {
            (feature.routes)(config);
        }
    }));
}
