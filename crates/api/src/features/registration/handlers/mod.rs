//! HTTP only.

mod institution;
mod reason_template;
mod staff;
mod work;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts the operations.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(institution::create_registration)
        .service(institution::list_organization_registrations)
        .service(institution::get_registration)
        .service(institution::print_registration)
        .service(institution::save_registration)
        .service(institution::submit_registration)
        .service(institution::withdraw_registration)
        .service(institution::pause_own_institution)
        .service(institution::resume_own_institution)
        .service(staff::list_registrations)
        .service(work::export_registrations)
        .service(work::add_registration_note)
        .service(work::take_registration)
        .service(work::leave_registration)
        .service(reason_template::list_reason_templates)
        .service(reason_template::create_reason_template)
        .service(reason_template::save_reason_template)
        .service(reason_template::remove_reason_template)
        .service(staff::count_registrations)
        .service(staff::review_registration)
        .service(staff::start_registration_review)
        .service(staff::forward_registration)
        .service(staff::confirm_registration)
        .service(staff::return_registration)
        .service(staff::revoke_registration)
        .service(staff::pause_institution)
        .service(staff::resume_institution);
}
