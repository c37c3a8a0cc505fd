//! Errors on the wire (RFC 9457), with codes that API and client share.
//!
//! A code, once published, is never renamed. Its sentence is said here in both languages, so that a mail, a page and an API answer agree.

use crate::{locale::Locale, number::grouped};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// An error answer, `application/problem+json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// A URI for this kind of error.
    #[serde(rename = "type")]
    pub kind: String,
    /// What happened and what to do, in the language asked for.
    pub title: String,
    /// The HTTP status, repeated.
    pub status: u16,
    /// More about this one occurrence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The request's id; name it when asking for help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
    /// Stable code of the error.
    pub code: ProblemCode,
    /// Every violation of the input, tied to its field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
}

/// What is wrong with one field of an input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// JSON pointer (RFC 6901) into the body, such as `/public/name`.
    pub pointer: String,
    /// Stable code of the violation.
    pub code: FieldCode,
    /// Values that the sentence needs, such as `max`.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub params: Value,
}

impl FieldError {
    /// The sentence for a person, with its values filled in.
    #[must_use]
    pub fn message(&self, locale: Locale) -> String {
        let mut text = self.code.message(locale).to_owned();
        if let Value::Object(params) = &self.params {
            for (name, value) in params {
                let value = value.as_str().map_or_else(|| number_text(value), ToOwned::to_owned);
                text = text.replace(&format!("{{{name}}}"), &value);
            }
        }
        text
    }
}

/// A value of a message: amounts with their thousands grouped, from five digits on, so that years stay as they are written.
fn number_text(value: &Value) -> String {
    match value.as_u64() {
        Some(number) if number >= 10_000 => grouped(number),
        _ => value.to_string(),
    }
}

macro_rules! problem_codes {
    ($($(#[$doc:meta])* $name:ident = $status:literal, $ja:literal, $en:literal;)+) => {
        /// The registry of errors: code, status and sentence.
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::EnumIter, strum::IntoStaticStr, strum::Display,
        )]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        #[strum(serialize_all = "snake_case")]
        pub enum ProblemCode { $($(#[$doc])* $name,)+ }

        impl ProblemCode {
            /// The HTTP status that goes with the code.
            #[must_use]
            pub fn status(self) -> u16 {
                match self { $(ProblemCode::$name => $status,)+ }
            }

            /// What happened and what to do.
            #[must_use]
            pub fn title(self, locale: Locale) -> &'static str {
                match (self, locale) { $((ProblemCode::$name, Locale::Ja) => $ja, (ProblemCode::$name, Locale::En) => $en,)+ }
            }
        }
    };
}

problem_codes! {
    /// The body is not JSON, or not of the documented shape.
    MalformedRequest = 400, "送信された内容を読み取れませんでした。形式を確認してください。", "The request could not be read. Check its format.";
    /// A parameter of the path or the query is not of its documented form.
    InvalidParameter = 400, "ページのアドレスが正しくありません。一覧から開き直してください。", "The address is not valid. Please open the page again from its list.";
    /// The cursor was not given by this query.
    InvalidCursor = 400, "続きの位置が正しくありません。最初の一覧から読み直してください。", "This cursor does not belong to this list. Start again from the first page.";
    /// No valid access token was sent.
    SignInRequired = 401, "ログインが必要です。", "Please sign in.";
    /// Address or password, or the code, is not right.
    WrongCredentials = 401, "メールアドレスまたはパスワードが正しくありません。", "The email address or the password is not right.";
    /// The second factor's code is not right or was used already.
    WrongCode = 401, "確認コードが正しくないか、使用済みです。新しいコードを入力してください。", "The code is not right or was used already. Enter a new one.";
    /// The refresh token was used twice: every session of its family has ended.
    SessionReused = 401, "あなたのログインが、別の場所からも使われた可能性があります。安全のため、ログアウトしました。心当たりがないときは、パスワードを再設定し、事務局にご連絡ください。", "Your session may have been used from somewhere else. For your safety you were signed out. If it was not you, set a new password and tell the secretariat.";
    /// The role does not allow this.
    NotAllowed = 403, "この操作を行う権限がありません。", "You are not allowed to do this.";
    /// Nobody on the staff decides about an organization that they belong or belonged to.
    ConflictOfInterest = 403, "所属している、または所属していた法人に関わるため、この操作はできません。ほかの担当者に依頼してください。", "This is about an organization that you belong or belonged to. Somebody else on the staff has to do it.";
    /// What institutions show to doctors only needs a profile that states name, licence number and year.
    LicenceRequired = 403, "医師向けの情報を見るには、医師プロフィールに氏名・医籍登録番号・医籍登録年を登録してください。", "To read the details for doctors, state your name, licence number and year of registration in your doctor's profile.";
    /// The secretariat could not match the stated licence with the medical register.
    LicenceDoubtful = 403, "医籍の確認ができていないため、この操作はできません。医師プロフィールにある事務局からの連絡を確認してください。", "Your licence could not be confirmed, so you cannot do this. Read the secretariat's note in your doctor's profile.";
    /// Nobody on the staff checks the own licence.
    OwnLicence = 403, "自分の医籍の確認は行えません。ほかの担当者に依頼してください。", "You cannot check your own licence. Somebody else on the staff has to do it.";
    /// An administrator suspended the account.
    AccountSuspended = 403, "このアカウントは停止されています。再開については、事務局にお問い合わせください。", "This account is suspended. Ask the secretariat about it.";
    /// Nobody does this to themselves, approves what they asked for, or what was asked before they were an administrator.
    AnotherAdministratorRequired = 403, "この操作は、ほかの管理者が行う必要があります。自分自身のこと、自分が依頼したこと、自分が管理者になる前に依頼されたことには行えません。", "Another administrator has to do this: it is about yourself, you asked for it, or it was asked for before you became an administrator.";
    /// Staff must set up their second factor first.
    SecondFactorRequired = 403, "先に二要素認証を設定してください。", "Set up two-factor authentication first.";
    /// The act changes rights, credentials or money, and the password was last entered some time ago.
    ProofRequired = 403, "安全のため、パスワードか確認コードをもう一度入力してください。", "Enter your password or a code once more to go on.";
    /// There is nothing here, or nothing that the actor may know of.
    NotFound = 404, "見つかりませんでした。削除されたか、閲覧できない可能性があります。", "Not found. It may have been deleted, or you may not see it.";
    /// No place has this postal code.
    PostalCodeNotFound = 404, "この郵便番号は見つかりませんでした。番号を確認するか、住所や市区町村名で探してください。", "No place has this postal code. Check its digits, or search by address or municipality.";
    /// The path exists, the method does not.
    MethodNotAllowed = 405, "この方法では利用できません。", "This method is not available here.";
    /// Nothing that the caller accepts can be produced.
    NotAcceptable = 406, "求められた形式では返せません。", "The requested format is not available.";
    /// The body came so slowly that it was not waited for any longer.
    BodyTooSlow = 408, "送信に時間がかかりすぎたため中断しました。通信状況のよい場所で、もう一度お試しください。", "Sending took too long and was broken off. Try again where the connection is better.";
    /// Somebody else changed the same thing in the meantime on the server.
    Conflict = 409, "ほかの操作と重なりました。読み直してからもう一度お試しください。", "This clashed with another change. Reload and try again.";
    /// The lifecycle does not allow this step from the present state.
    WrongState = 409, "現在の状態ではこの操作はできません。最新の状態を確認してください。", "This cannot be done in the present state. Look at the latest state.";
    /// The secretariat's check and the committee's must be made by different people.
    SamePersonChecked = 409, "事務局として確認した人は、運営委員会としての確認を行えません。別の委員が確認してください。", "Whoever made the secretariat's check cannot make the committee's. Another member must.";
    /// The doctor blocked this institution.
    InstitutionBlocked = 409, "ブロックしている医療機関です。相談するには先にブロックを解除してください。", "You blocked this institution. Unblock it before you write.";
    /// The institution takes no inquiries at present.
    InstitutionNotListed = 409, "この医療機関は現在掲載されていないため、相談を送れません。", "This institution is not listed at present and cannot be asked.";
    /// The institution has no published registration.
    InstitutionNotPublished = 409, "掲載中の登録がない医療機関の募集は、作成・公開できません。先に医療機関の登録を済ませてください。", "The institution has no published registration, so its openings cannot be written or published. Register it first.";
    /// The institution has as many openings that are not over as it may.
    OpeningQuotaReached = 409, "この医療機関の募集は、下書きを含めて上限に達しています。不要な下書きを削除するか、募集を終了してから作成してください。", "This institution has as many openings as it may, drafts included. Delete a draft or end an opening before you start another.";
    /// An inquiry to the same institution is still open.
    InquiryAlreadyOpen = 409, "この医療機関とはすでに相談中です。続きは相談画面からお送りください。", "You already have an open inquiry with this institution. Continue there.";
    /// The doctor must share name and contact before they agree.
    IdentityNotShared = 409, "合意する前に、氏名と連絡先をこの医療機関に伝えてください。", "Share your name and contact with this institution before you agree.";
    /// A doctor's profile is needed first.
    ProfileRequired = 409, "先に医師プロフィールを登録してください。", "Fill in your doctor's profile first.";
    /// A correction is already waiting.
    ChangeRequestAlreadyOpen = 409, "確認待ちの修正依頼があります。先にそれを取り下げるか、結果をお待ちください。", "A correction is already waiting. Withdraw it or wait for the decision.";
    /// The institution already has a registration under way.
    RegistrationAlreadyOpen = 409, "この医療機関には進行中の登録があります。", "This institution already has a registration under way.";
    /// The last member of an organization cannot leave.
    LastMember = 409, "最後の担当者は外せません。先にほかの人を招待してください。", "The last member cannot be removed. Invite somebody first.";
    /// The last member of an organization cannot delete the account while an institution is published or being checked.
    LastMemberOfInstitution = 409, "掲載中または確認中の医療機関がある法人の最後の担当者です。同僚を招待するか、申請を取り下げるか、退会してから、削除してください。", "You are the last member of an organization with an institution published or being checked. Invite a colleague, withdraw the application or leave first.";
    /// The account is already a member, or already holds the role.
    AlreadyMember = 409, "すでに参加しています。", "Already a member.";
    /// The place does not lie in an area that was designated on that day.
    AreaNotDesignated = 409, "その日に指定されている重点医師偏在対策支援区域ではありません。区域と日付を確認してください。", "This is not a priority support area designated on that day. Check the area and the day.";
    /// The institution does not stand in the area, or its place cannot be told.
    InstitutionOutsideArea = 409, "この医療機関は、選んだ区域の中にありません。区域を選び直してください。", "This institution does not stand in the chosen area. Choose another area.";
    /// No rule of the scheme is in force in that fiscal year.
    SchemeClosed = 409, "この年度に実施されていない補助事業が含まれています。年度と事業を確認してください。", "A scheme is not open in this fiscal year. Check the year and the schemes.";
    /// Both councils have to agree first.
    CouncilAgreementMissing = 409, "地域医療対策協議会と保険者協議会の両方の合意が必要です。協議の結果を先に記録してください。", "Both the regional medical council and the insurers' council must have agreed. Record their decisions first.";
    /// Two rules of one scheme, or two versions of one area, would hold on the same day.
    PeriodsOverlap = 409, "期間が重なっています。先に今のものを終了させてから、次のものを登録してください。", "The periods overlap. Close the present one before you enter the next.";
    /// A version of an area that an application rests on cannot be taken back.
    AreaVersionInUse = 409, "提出された申請がもとにしている版は取り下げられません。区域を終了するか、新しい版を登録してください。", "An application that was submitted rests on this version, so it cannot be taken back. Close the area or enter a new version.";
    /// A rule that estimates or applications rest on cannot be rewritten.
    RuleInUse = 409, "試算や申請に使われた算定ルールは書き換えられません。終了日を設定し、新しい算定ルールを登録してください。", "A rule that estimates or applications rest on cannot be rewritten. Close it and enter a new one.";
    /// What a meeting said is recorded once it was held.
    MeetingNotHeld = 409, "開催日が今日以前の会議だけ、意見を記録できます。先に会議の開催日を入力してください。", "What a meeting said is recorded once it was held. Enter the day of the meeting first.";
    /// An application of the institution for the same year is under way, or was supported for the same scheme.
    ApplicationAlreadyOpen = 409, "この医療機関には、同じ年度の進行中の申請、または同じ補助事業の申請がすでにあります。", "This institution already has an application for this fiscal year that is under way or names the same scheme.";
    /// What was submitted stays; a new version stands beside it.
    DocumentSubmitted = 409, "提出済みの書類は削除できません。差し替えるときは、新しい版を追加してください。提出した版も残ります。", "A document that was submitted cannot be removed. Add a new version instead; the one submitted stays beside it.";
    /// The organization's documents of a year are as many, or as large, as they may be.
    UploadQuotaReached = 409, "この法人が1年間に追加できる書類の上限に達しました。不要な書類を削除するか、ファイルを小さくしてください。足りない場合は事務局にご相談ください。", "Your organization has added as many documents as it may within a year. Remove some, make the files smaller, or ask the secretariat if that is not enough.";
    /// A newer edition of the official list is in.
    EditionOutdated = 409, "これより新しい版がすでに取り込まれています。古い版は反映できません。", "A newer edition of the list is in already. An older one cannot take its place.";
    /// The same idempotency key came with another body.
    IdempotencyKeyReused = 409, "同じ Idempotency-Key が別の内容で使われました。", "This Idempotency-Key was used with another body.";
    /// The invitation, confirmation or reset link is over.
    LinkExpired = 410, "リンクの有効期限が切れているか、使用済みです。もう一度お手続きください。", "This link has expired or was used. Please start again.";
    /// The link has made its account already.
    LinkUsed = 410, "このリンクは使用済みで、アカウントの登録は済んでいます。ログインしてください。", "This link was used and your account is there. Please sign in.";
    /// The opening is over, or is not shown at present.
    OpeningClosed = 410, "この募集は終了したか、現在掲載されていません。ほかの募集を一覧からご覧ください。", "This opening has ended or is not shown at present. Look at the list for others.";
    /// The row changed since it was read.
    VersionMismatch = 412, "ほかの人が先に更新しました。最新の内容を確認してから保存してください。入力した内容は失われていません。", "Somebody else saved first. Look at the latest version before you save; what you typed is kept.";
    /// The body is larger than allowed.
    BodyTooLarge = 413, "送信された内容が大きすぎます。", "The request is too large.";
    /// The body's media type is not supported; `detail` and the header `Accept` name those that are.
    UnsupportedMediaType = 415, "この形式の内容は受け付けていません。", "This media type is not supported.";
    /// The input breaks rules; see `errors`.
    InvalidInput = 422, "入力内容に誤りがあります。各項目の説明を確認してください。", "Some fields need your attention.";
    /// An edit must say which version it is based on.
    PreconditionRequired = 428, "If-Match が必要です。", "If-Match is required.";
    /// Too many attempts.
    TooManyRequests = 429, "短い時間に操作が繰り返されました。しばらく待ってから、もう一度お試しください。", "This was done too often in a short time. Please wait a while and try again.";
    /// Our fault.
    Internal = 500, "サーバーで問題が起きました。時間をおいてもう一度お試しください。", "Something went wrong on our side. Please try again later.";
    /// A part that is needed is not reachable.
    Unavailable = 503, "現在ご利用いただけません。時間をおいてもう一度お試しください。", "Not available at present. Please try again later.";
    /// The server has no Japanese fonts to make a document with.
    DocumentFontsMissing = 503, "サーバーに日本語フォントがないため、PDFを作成できません。事務局にお知らせください。", "The server has no Japanese fonts and cannot make the PDF. Please tell the secretariat.";
}

macro_rules! field_codes {
    ($($(#[$doc:meta])* $name:ident = $ja:literal, $en:literal;)+) => {
        /// The registry of violations. Values in braces come from `params`.
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::EnumIter, strum::IntoStaticStr, strum::Display,
        )]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        #[strum(serialize_all = "snake_case")]
        pub enum FieldCode { $($(#[$doc])* $name,)+ }

        impl FieldCode {
            /// What is wrong and how to mend it.
            #[must_use]
            pub fn message(self, locale: Locale) -> &'static str {
                match (self, locale) { $((FieldCode::$name, Locale::Ja) => $ja, (FieldCode::$name, Locale::En) => $en,)+ }
            }
        }
    };
}

field_codes! {
    /// Nothing was given.
    Required = "入力してください。", "This is required.";
    /// Not of the documented type.
    WrongType = "形式が正しくありません。", "This is not of the expected type.";
    /// Not one of the documented values.
    UnknownValue = "選択肢から選んでください。", "Choose one of the options.";
    /// Not a parameter of the operation.
    UnknownParameter = "この指定はありません。指定できるもの：{allowed}", "There is no such parameter. There are: {allowed}.";
    /// The operation has no parameters at all.
    NoParameters = "ここには何も指定できません。", "No parameters are taken here.";
    /// More characters than allowed.
    TooLong = "{max}文字以内で入力してください（現在{length}文字）。", "Use at most {max} characters (now {length}).";
    /// Fewer characters than needed.
    TooShort = "{min}文字以上で入力してください。", "Use at least {min} characters.";
    /// More entries than allowed.
    TooMany = "{max}件までにしてください。", "Choose at most {max}.";
    /// The same entry twice.
    Duplicate = "同じものが重なっています。", "The same entry appears twice.";
    /// Outside the bounds.
    OutOfRange = "{min}から{max}までで入力してください。", "Enter a value from {min} to {max}.";
    /// Shares that do not make up the whole.
    NotAWhole = "負担割合の合計がちょうど1になるようにしてください。", "The shares must add up to exactly the whole.";
    /// A control character.
    ControlCharacter = "使えない文字が含まれています。", "It contains a character that cannot be used.";
    /// A search of nothing but marks.
    NothingToSearchFor = "検索できる文字がありません。文字や数字を入れてください。", "There is no letter to search for. Use letters or digits.";
    /// Not a mail address.
    NotAnEmailAddress = "メールアドレスの形式で入力してください（例：name@example.jp）。", "Enter an email address, such as name@example.jp.";
    /// Not a postal code.
    NotAPostalCode = "郵便番号は7桁の数字で入力してください（例：980-0014）。", "Enter the seven digits of a postal code, such as 980-0014.";
    /// Not a telephone number.
    NotAPhoneNumber = "電話番号は市外局番から入力してください（例：022-000-0000）。", "Enter a telephone number with its area code, such as 022-000-0000.";
    /// Not a web address.
    NotAWebAddress = "https:// で始まるURLを入力してください。", "Enter an address that starts with https://.";
    /// Not kana.
    NotKana = "カタカナまたはひらがなで入力してください。", "Use katakana or hiragana.";
    /// Not a medical licence number.
    NotALicenceNumber = "医籍登録番号は6桁までの数字で入力してください。", "Enter the licence number: up to six digits.";
    /// Letters that the fonts of a document lack.
    NotInFont = "次の文字はPDFの書体にないため、〓と印刷されます：{letters}", "The PDF's font lacks these letters and prints 〓 in their places: {letters}";
    /// Not a number.
    NotANumber = "数字で入力してください（例：1,200、千二百）。", "Enter a number, such as 1,200.";
    /// Not an amount.
    NotAnAmount = "金額を円で入力してください（例：18,000,000、1,800万円、千八百万）。", "Enter an amount in yen, such as 18,000,000 or 1,800万円.";
    /// Not a year.
    NotAYear = "年は西暦4桁か元号で入力してください（例：2000、平成12年、H12）。", "Enter a year of four digits or of a Japanese era, such as 2000, 平成12年 or H12.";
    /// Not a day.
    NotADay = "日付を入力してください（例：2026-04-01、令和8年4月1日）。", "Enter a day, such as 2026-04-01 or 令和8年4月1日.";
    /// Not an edition of an official list.
    NotAnEdition = "版を入力してください（病院：2025-06-01のような日付、保険医療機関：2025-08のような年月）。", "Enter the edition: a day such as 2025-06-01 for hospitals, a month such as 2025-08 for insured institutions.";
    /// The code is not in the official list.
    UnknownMunicipality = "市区町村を選び直してください。", "Choose the municipality again.";
    /// Prefecture and municipality do not belong together.
    MunicipalityElsewhere = "市区町村が都道府県と合っていません。", "This municipality is not in the chosen prefecture.";
    /// A password that is easy to guess.
    PasswordTooCommon = "推測されやすいパスワードです。別のものにしてください。", "This password is easy to guess. Choose another.";
    /// Not the password of this account.
    WrongPassword = "パスワードが正しくありません。", "This is not your password.";
    /// A declaration that participation asks for.
    MustDeclare = "参加には、この内容の確認が必要です。", "Participation asks for this declaration.";
    /// Statements that contradict each other, without a reason.
    Contradiction = "ほかの記載と合っていません。訂正するか、このままでよい理由を入力してください。", "This does not go with something else that is stated. Correct it, or say why it is so.";
    /// The terms must be agreed to.
    MustAgree = "同意が必要です。", "Your agreement is needed.";
    /// Nothing differs from what is published.
    NothingChanged = "掲載中の内容から変更がありません。", "Nothing differs from what is published.";
    /// A day outside the fiscal year.
    OutsideFiscalYear = "その年度の日付（4月1日から翌年3月31日まで）を入力してください。", "Enter a day of that fiscal year (1 April to 31 March).";
    /// Shares of more than the whole.
    RatesExceedOne = "国と都道府県の補助率の合計は1以下にしてください。", "The rates of the national government and the prefecture must not exceed one together.";
    /// A position outside Japan.
    NotInJapan = "日本国内の緯度・経度を入力してください。", "Enter a position in Japan.";
    /// Another organization is registered, or waits for its check, with this code of the official list.
    HeldByAnother = "この医療機関は、ほかの法人が申請中または掲載中のため、登録できません。お心当たりがない場合や、自法人の医療機関である場合は、事務局にお知らせください（お問い合わせ：{contact}）。", "Another organization has registered this institution or waits for its check. If it is yours, or you do not know who that is, please tell the secretariat (contact: {contact}).";
    /// The end lies before the start.
    EndsBeforeStart = "終了日は開始日以降にしてください。", "The end must not lie before the start.";
    /// Pay that ends below where it begins.
    PayToBelowFrom = "給与の上限は下限以上にしてください。", "The highest pay must not be below the lowest.";
    /// Neither an amount nor a reason for none.
    PayNotStated = "給与の額を入力するか、「応相談」とする理由を入力してください。", "Enter the pay, or say why it is by agreement.";
    /// A day before the step that it follows.
    BeforeEarlierStep = "前の手続きの日（{from}）以降の日付を入力してください。", "Enter {from} or a later day: this follows the step of that day.";
    /// A year that has not come yet.
    NotInTheFuture = "明日以降の日付を入力してください。", "Enter a day after today.";
    /// A day or a year after today.
    InFuture = "今日より後の日付・年は入力できません。", "This lies in the future. Enter today or earlier.";
}

#[cfg(test)]
mod tests {
    use super::*;
    use strum::IntoEnumIterator;

    #[test]
    fn every_sentence_is_said_in_both_languages() {
        for locale in Locale::iter() {
            for code in ProblemCode::iter() {
                assert!(!code.title(locale).is_empty(), "{code}");
                assert!((400..=599).contains(&code.status()), "{code}");
            }
            for code in FieldCode::iter() {
                assert!(!code.message(locale).is_empty(), "{code}");
            }
        }
    }

    #[test]
    fn a_sentence_names_its_values() {
        let error =
            FieldError { pointer: "/name".into(), code: FieldCode::TooLong, params: serde_json::json!({ "max": 10, "length": 12 }) };
        assert_eq!(error.message(Locale::En), "Use at most 10 characters (now 12).");
    }
}
