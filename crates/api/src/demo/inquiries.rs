//! Conversations in several states. One doctor blocked the institution that employs them.

use super::scene::Scene;
use crate::{
    entity::{doctor_block, inquiry},
    error::{ApiError, ApiResult},
    features::inquiry::record::{self, NewStep},
    platform::audit::{self, AuditEntry},
};
use domain::{
    ids::{InquiryId, InstitutionId},
    inquiry::{InquiryEvent, InquirySide, InquiryStatus, advance},
};
use sea_orm::{ActiveModelTrait, DatabaseTransaction, IntoActiveModel};
use std::collections::BTreeMap;

use InquirySide::{Doctor, Institution};

/// Something that happened in a conversation, so many days ago.
enum Act {
    Write(InquirySide, f64, &'static str),
    Share(f64),
    Take(InquirySide, f64, InquiryEvent, &'static str),
}

struct Talk {
    doctor: &'static str,
    institution: &'static str,
    member: &'static str,
    acts: &'static [Act],
}

const TALKS: [Talk; 6] = [
    Talk {
        doctor: "doctor",
        institution: "miyagi_minami",
        member: "hospital",
        acts: &[
            Act::Write(
                Doctor,
                21.3,
                "はじめまして。消化器外科で24年勤務しています。手術から少しずつ離れ、内科外来と訪問診療を学び直したいと考えています。貴院では、はじめのうち外来の枠をどのように組まれていますか。",
            ),
            Act::Write(
                Institution,
                20.1,
                "お問い合わせありがとうございます。最初の3か月は週2コマから始め、隣の診察室に指導医が入る配置にしています。外科のご経験は、病棟の処置や救急の初療でたいへん助かります。",
            ),
            Act::Write(
                Doctor,
                18.4,
                "具体的にお教えいただき、安心しました。総合医育成プログラムの受講日は水曜の午後と拝見しました。訪問診療への同行は、着任後すぐに始められますか。",
            ),
            Act::Write(
                Institution,
                17.2,
                "はい、2週目から同行していただけます。よろしければ一度、見学にいらっしゃいませんか。日程はご都合に合わせます。",
            ),
            Act::Write(Doctor, 2.2, "ぜひお願いします。来月の第2金曜か第3金曜はいかがでしょうか。"),
        ],
    },
    Talk {
        doctor: "doctor",
        institution: "saku",
        member: "clinic",
        acts: &[
            Act::Write(Doctor, 30.2, "病院と附属診療所を行き来する働き方に関心があります。内視鏡の検査枠を週1コマ続けることはできますか。"),
            Act::Write(
                Institution,
                29.0,
                "可能です。現在も外科出身の医師が週1コマ担当しています。診療所での外来と組み合わせる例をお送りできます。",
            ),
            Act::Write(Doctor, 28.1, "ありがとうございます。例を拝見したいです。見学も希望します。"),
            Act::Share(24.0),
            Act::Take(Doctor, 23.9, InquiryEvent::ArrangeVisit, "お名前と連絡先をお伝えしました。見学の日程をご相談させてください。"),
            Act::Write(Institution, 22.5, "お名前とご連絡先を拝見しました。木曜の症例検討会に合わせて、2日間の見学をご用意します。"),
            Act::Take(
                Institution,
                6.4,
                InquiryEvent::DiscussTerms,
                "見学ありがとうございました。勤務条件の案をお送りしましたので、ご確認ください。",
            ),
        ],
    },
    Talk {
        doctor: "doctor",
        institution: "goto",
        member: "island",
        acts: &[
            Act::Write(Doctor, 40.5, "離島での勤務について、家族の暮らしも含めてお話を伺いたいです。"),
            Act::Write(
                Institution,
                39.4,
                "ご関心をお寄せいただきありがとうございます。保育所や学校のことも含めて、オンラインでご説明できます。",
            ),
            Act::Take(
                Doctor,
                33.0,
                InquiryEvent::Withdraw,
                "家族と相談し、今回は見送ることにしました。ていねいにご対応いただき、ありがとうございました。",
            ),
        ],
    },
    Talk {
        doctor: "doctor2",
        institution: "dohoku",
        member: "clinic",
        acts: &[Act::Write(
            Doctor,
            0.8,
            "循環器内科で18年勤務しています。月に4日ほどの非常勤から、救急と総合診療を学ぶことはできますか。冬の期間を希望しています。",
        )],
    },
    Talk {
        doctor: "doctor2",
        institution: "yambaru",
        member: "island",
        acts: &[
            Act::Write(
                Doctor,
                5.6,
                "週2日からの勤務を拝見しました。本土の病院に籍を置いたまま、月に1週間まとめて勤務することは可能でしょうか。",
            ),
            Act::Write(
                Institution,
                3.1,
                "ご連絡ありがとうございます。月に1週間まとめての勤務も、実績があります。ご希望の時期をお聞かせください。",
            ),
        ],
    },
    Talk {
        doctor: "doctor2",
        institution: "okinoshima",
        member: "island",
        acts: &[
            Act::Write(Doctor, 15.7, "2週間の交代勤務に関心があります。来月からの開始は可能でしょうか。"),
            Act::Take(
                Institution,
                13.9,
                InquiryEvent::Decline,
                "申し訳ありません。今年度の交代勤務は定員に達しました。来年度の募集は1月に始めます。",
            ),
        ],
    },
];

/// Writes the conversations and the block.
///
/// # Errors
/// When the database fails.
pub async fn write(txn: &DatabaseTransaction, scene: &Scene, institutions: &BTreeMap<String, InstitutionId>) -> ApiResult<()> {
    let institution = |key: &str| institutions.get(key).copied().ok_or_else(|| ApiError::internal(format!("the demo has no `{key}`")));
    for talk in &TALKS {
        run(txn, scene, talk, institution(talk.institution)?).await?;
    }
    let ctx = scene.ctx("doctor2", 58.0, "block_institution")?;
    let blocked = institution("ishinomaki_hama")?;
    let row = doctor_block::Model { account_id: ctx.account_id()?, institution_id: blocked, blocked_at: ctx.now };
    row.into_active_model().reset_all().insert(txn).await?;
    audit::record(txn, &ctx, AuditEntry::on("institution", blocked.0)).await
}

async fn run(txn: &DatabaseTransaction, scene: &Scene, talk: &Talk, institution_id: InstitutionId) -> ApiResult<()> {
    let mut row: Option<inquiry::Model> = None;
    for act in talk.acts {
        let (side, days, operation) = match act {
            Act::Write(Doctor, days, _) if row.is_none() => (Doctor, *days, "create_inquiry"),
            Act::Write(side, days, _) => (*side, *days, "send_message"),
            Act::Share(days) => (Doctor, *days, "share_identity"),
            Act::Take(side, days, ..) => (*side, *days, "advance_inquiry"),
        };
        let ctx = scene.ctx(if side == Doctor { talk.doctor } else { talk.member }, days, operation)?;
        let Some(mut now) = row.take() else {
            let begun = inquiry::Model {
                id: ctx.new_id::<InquiryId>(),
                doctor_account_id: ctx.account_id()?,
                institution_id,
                status: InquiryStatus::Sent,
                identity_shared_at: None,
                last_activity_at: ctx.now,
                doctor_read_at: ctx.now,
                institution_read_at: None,
                created_at: ctx.now,
                version: 1,
            };
            record::insert(txn, begun.clone()).await?;
            if let Act::Write(_, _, body) = act {
                record::insert_message(txn, &ctx, begun.id, Doctor, (*body).to_owned()).await?;
            }
            record::insert_step(txn, &ctx, begun.id, NewStep { event: None, to: InquiryStatus::Sent, side: Doctor, note: String::new() })
                .await?;
            audit::record(txn, &ctx, AuditEntry::on("inquiry", begun.id.0).change("status", (), begun.status)).await?;
            row = Some(begun);
            continue;
        };
        let before = now.status;
        let (event, note) = match act {
            Act::Write(_, _, body) => {
                record::insert_message(txn, &ctx, now.id, side, (*body).to_owned()).await?;
                (InquiryEvent::by_message(now.status, side), "")
            }
            Act::Share(_) => {
                now.identity_shared_at = Some(ctx.now);
                (None, "")
            }
            Act::Take(_, _, event, note) => (Some(*event), *note),
        };
        if let Some(event) = event {
            now.status = advance(now.status, event, side, now.identity_shared_at.is_some()).map_err(ApiError::internal)?;
            record::insert_step(txn, &ctx, now.id, NewStep { event: Some(event), to: now.status, side, note: note.to_owned() }).await?;
        }
        record::touch(&mut now, ctx.now, side);
        record::save(txn, &now).await?;
        let trail = AuditEntry::on("inquiry", now.id.0);
        let trail = if before == now.status { trail } else { trail.change("status", before, now.status) };
        audit::record(txn, &ctx, trail).await?;
        row = Some(now);
    }
    Ok(())
}
