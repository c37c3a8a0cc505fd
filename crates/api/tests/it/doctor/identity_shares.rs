use crate::support::{
    TestApp,
    conversation::{asked, doctor, listed_institution},
};
use serde_json::json;

#[actix_web::test]
async fn a_doctor_sees_who_has_their_identity() {
    let app = TestApp::start().await;
    let (doctor, shown, hidden) = (doctor(&app).await, listed_institution(&app).await, listed_institution(&app).await);
    let inquiry = asked(&doctor, shown.institution).await;
    asked(&doctor, hidden.institution).await;
    assert_eq!(doctor.get("/me/identity-shares").await.expect(200).items(), json!([]));

    doctor.post(&format!("/inquiries/{inquiry}/share-identity"), json!({})).await.expect(200);
    let shares = doctor.get("/me/identity-shares").await.expect(200).items();
    assert_eq!(shares.as_array().unwrap().len(), 1);
    assert_eq!(shares[0]["institution_id"], shown.institution.to_string());
    assert_eq!(shares[0]["institution_name"], "架空ヶ丘診療所");
    assert_eq!(shares[0]["inquiry_id"], inquiry);
    shown.member.get("/me/identity-shares").await.refused(403, "not_allowed");
}
