//! What every act leaves: its entry of the trail and its mails, in the transaction of the act, or nothing at all.

mod institutions;
mod money;
mod people;
mod prefecture;
mod talks;

use crate::{
    contract::root,
    support::{Left, TestApp},
};
use api::{openapi, platform::http::contract::Contract};
use std::{collections::BTreeMap, fmt::Write, pin::Pin};

/// Operations that write and are not done here.
const NOT_DONE: &[&str] = &[];

type Scene = fn(TestApp) -> Pin<Box<dyn Future<Output = BTreeMap<String, Left>>>>;

/// What a scene's acts left.
macro_rules! scene {
    ($play:path) => {
        |app| {
            Box::pin(async move {
                $play(&app).await;
                app.rehearsed()
            })
        }
    };
}

/// The scenes together do every operation of the contract that may write, so that a new one has to be added to a scene. Every act is sent
/// with commits that fail first (`support::rehearsal`); what it left when it was done is compared with the reviewed table.
#[actix_web::test]
async fn every_act_leaves_its_entry_and_its_mails_in_one_transaction_or_nothing() {
    let scenes: [Scene; 9] = [
        scene!(people::sign_up_and_leave),
        scene!(people::staff),
        scene!(institutions::organization),
        scene!(institutions::registration),
        scene!(institutions::official_list),
        scene!(institutions::openings),
        scene!(talks::doctor_and_institution),
        scene!(prefecture::areas_plans_and_meetings),
        scene!(money::rules_and_applications),
    ];
    let mut left: BTreeMap<String, Left> = BTreeMap::new();
    // One after the other: on one thread, the start of a server takes so long that another would wait in vain for a connection.
    for play in scenes {
        for (operation, what) in play(TestApp::rehearsing().await).await {
            let all = left.entry(operation).or_default();
            all.entries.extend(what.entries);
            all.mails.extend(what.mails);
            all.transactions = all.transactions.max(what.transactions);
        }
    }
    let contract = Contract::of(&openapi::document());
    let missing: Vec<_> = contract
        .entries()
        .iter()
        .filter(|entry| entry.method != "GET" && !left.contains_key(&entry.id) && !NOT_DONE.contains(&entry.id.as_str()))
        .map(|entry| &entry.id)
        .collect();
    assert!(missing.is_empty(), "no scene does {missing:?}");
    expectorate::assert_contents(root("crates/api/tests/it/platform/actions/golden.txt"), &table(&left));
}

fn table(left: &BTreeMap<String, Left>) -> String {
    let mut text = format!("{:<34} {:>12}  {:<40} {}\n", "operation", "transactions", "entries about", "mails");
    for (operation, left) in left {
        let list = |names: &std::collections::BTreeSet<String>| names.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
        let line = format!("{operation:<34} {:>12}  {:<40} {}", left.transactions, list(&left.entries), list(&left.mails));
        writeln!(text, "{}", line.trim_end()).unwrap();
    }
    text
}
