//! What is removed after its time, and what stays.

use crate::support::{
    TestApp,
    conversation::{sql, text},
};
use api::platform::outbox::worker;
use chrono::TimeDelta;

/// A kind of row that is kept for a time: how one is written whose time `$1` and whose name `$2` are given, and the names that are left.
struct Kept {
    kind: &'static str,
    time: TimeDelta,
    write: &'static str,
    left: &'static str,
}

const KEPT: [Kept; 11] = [
    Kept {
        kind: "a window of tries",
        time: TimeDelta::days(2),
        write: "INSERT INTO attempt_window (key, window_start, count) VALUES ($2, $1, 1)",
        left: "SELECT string_agg(key, ' ') FROM attempt_window WHERE key LIKE '%side'",
    },
    Kept {
        kind: "a delay after wrong passwords",
        time: TimeDelta::days(2),
        write: "INSERT INTO attempt_delay (key, tries, tried_at, free_at) VALUES ($2, 1, $1, $1)",
        left: "SELECT string_agg(key, ' ') FROM attempt_delay WHERE key LIKE '%side'",
    },
    Kept {
        kind: "an answer to be repeated",
        time: TimeDelta::days(1),
        write: "INSERT INTO idempotency_record (principal, operation, key, request_hash, created_at) VALUES ($2, 'x', 'x', '', $1)",
        left: "SELECT string_agg(principal, ' ') FROM idempotency_record WHERE principal LIKE '%side'",
    },
    Kept {
        kind: "a job that is done",
        time: TimeDelta::days(30),
        write: "INSERT INTO outbox (id, kind, payload, dedup_key, created_at, available_at, done_at)
                VALUES (gen_random_uuid(), 'send_mail', '{}', 'done-' || $2, $1, $1, $1)",
        left: "SELECT string_agg(substr(dedup_key, 6), ' ') FROM outbox WHERE dedup_key LIKE 'done-%'",
    },
    Kept {
        kind: "whom a job that was given up was for",
        time: TimeDelta::days(30),
        write: "INSERT INTO outbox (id, kind, payload, dedup_key, created_at, available_at, dead_at)
                VALUES (gen_random_uuid(), 'send_mail', '{\"to\": \"x\"}', 'dead-' || $2, $1, $1, $1)",
        left: "SELECT string_agg(substr(dedup_key, 6), ' ') FROM outbox WHERE dedup_key LIKE 'dead-%' AND payload ? 'to'",
    },
    Kept {
        kind: "a link that is over",
        time: TimeDelta::zero(),
        write: "INSERT INTO email_link (id, purpose, email, token_hash, created_at, expires_at)
                VALUES (gen_random_uuid(), 'reset_password', $2 || '@example.jp', decode(md5($2), 'hex'), $1, $1)",
        left: "SELECT string_agg(split_part(email, '@', 1), ' ') FROM email_link",
    },
    Kept {
        kind: "the reset of a second factor",
        time: TimeDelta::days(30),
        write: "INSERT INTO second_factor_reset (id, account_id, asked_by, reason, credentials, asked_at)
                SELECT gen_random_uuid(), id, id, $2, '', $1 FROM account",
        left: "SELECT string_agg(reason, ' ') FROM second_factor_reset",
    },
    // One that was exchanged stays as well, so that it is recognized when it comes again.
    Kept {
        kind: "a refresh token",
        time: TimeDelta::days(7),
        write: "INSERT INTO refresh_session (id, account_id, family_id, token_hash, second_factor, user_agent_summary, signed_in_at,
                    proven_at, created_at, expires_at, rotated_at)
                SELECT gen_random_uuid(), id, gen_random_uuid(), decode(md5($2), 'hex'), false, $2, $1, $1, $1, $1, $1 FROM account",
        left: "SELECT string_agg(user_agent_summary, ' ') FROM refresh_session WHERE user_agent_summary LIKE '%side'",
    },
    Kept {
        kind: "a signing key that retired",
        time: TimeDelta::days(1),
        write: "INSERT INTO signing_key (kid, private_key_encrypted, public_key, created_at, retires_at) VALUES ($2, '', '', $1, $1)",
        left: "SELECT string_agg(kid, ' ') FROM signing_key WHERE retires_at IS NOT NULL",
    },
    Kept {
        kind: "the draft of a message",
        time: TimeDelta::days(90),
        write: "INSERT INTO message_draft (account_id, subject_id, body, saved_at) SELECT id, gen_random_uuid(), $2, $1 FROM account",
        left: "SELECT string_agg(body, ' ') FROM message_draft",
    },
    Kept {
        kind: "a doubt about a licence",
        time: TimeDelta::days(365),
        write: "INSERT INTO licence_doubt (hash, doubted_at) VALUES (sha256($2::text::bytea), $1)",
        left: "SELECT string_agg(side, ' ') FROM unnest(ARRAY['inside', 'outside']) side JOIN licence_doubt ON hash = sha256(side::bytea)",
    },
];

#[actix_web::test]
async fn each_kind_of_row_goes_after_its_time_and_not_before() {
    let app = TestApp::start().await;
    let doctor = app.doctor("架空 医師").await;
    let now = app.state.clock.now();
    for kept in &KEPT {
        let limit = now - kept.time;
        for (name, at) in [("inside", limit), ("outside", limit - TimeDelta::microseconds(1))] {
            sql(&app, kept.write, vec![at.into(), name.into()]).await;
        }
    }
    let waiting = "INSERT INTO outbox (id, kind, payload, dedup_key, created_at, available_at)
        VALUES (gen_random_uuid(), 'send_mail', '{}', 'waiting', $1, $1)";
    sql(&app, waiting, vec![(now - TimeDelta::days(365)).into()]).await;

    worker::keep_house(&app.state, now).await.unwrap();
    for kept in &KEPT {
        assert_eq!(text(&app, kept.left, vec![]).await, "inside", "{}", kept.kind);
    }
    let jobs = "SELECT string_agg(dedup_key, ' ' ORDER BY dedup_key) FROM outbox WHERE done_at IS NULL";
    assert_eq!(text(&app, jobs, vec![]).await, "dead-inside dead-outside waiting", "what is not done stays, however old");
    assert_eq!(text(&app, "SELECT count(*)::text FROM signing_key WHERE retires_at IS NULL", vec![]).await, "1");
    doctor.get("/me").await.expect(200);
}
