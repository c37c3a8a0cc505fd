//! An institution leaves the directory.

use crate::support::{
    TestApp,
    conversation::{advance, asked, doctor, letters, listed_institution, unlist},
};
use api::{features::inquiry as inquiries, platform::db};

#[actix_web::test]
async fn open_inquiries_close_with_a_word_when_the_institution_leaves() {
    let app = TestApp::start().await;
    let (one, other, listed) = (doctor(&app).await, doctor(&app).await, listed_institution(&app).await);
    let open = asked(&one, listed.institution).await;
    let ended = asked(&other, listed.institution).await;
    advance(&other, &ended, "withdraw").await.expect(200);

    unlist(&app, listed.institution).await;
    let ctx = app.system();
    db::transaction(&app.state.db, async |txn| {
        inquiries::close_for_institution(txn, &ctx, listed.institution.into(), "掲載が取り消されました。").await
    })
    .await
    .unwrap();

    let read = one.get(&format!("/inquiries/{open}")).await.expect(200).json();
    assert_eq!((read["status"].as_str(), read["institution"]["listed"].as_bool()), (Some("closed"), Some(false)));
    // Its name is still known from what was published.
    assert_eq!(read["institution"]["name"], "架空ヶ丘診療所");
    assert_eq!((read["steps"][1]["side"].as_str(), read["steps"][1]["note"].as_str()), (Some("system"), Some("掲載が取り消されました。")));
    assert!(letters(&app, &one).await.last().unwrap().subject.contains("終了しました"));
    assert_eq!(other.get(&format!("/inquiries/{ended}")).await.expect(200).json()["status"], "withdrawn");
    assert!(letters(&app, &other).await.is_empty());
}
