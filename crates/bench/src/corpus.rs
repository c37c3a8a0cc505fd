//! Listings that nobody made, the same in every run: about 500 characters of Japanese, of words as common and as rare as words are.

use api::features::{places, registration::search_key};
use domain::{
    institution::{Employment, InstitutionKind, Specialty},
    registration::PublicProfile,
};
use strum::IntoEnumIterator;
use uuid::Uuid;

/// What real profiles are full of, the most frequent first.
const PHRASES: &str = "診療 地域 患者 総合診療 医療 訪問診療 外来 病棟 在宅 連携 内科 研修 医師 家庭 支援 高齢者 住民 看護 多職種 救急 健康 相談 指導 当直 \
     往診 透析 検査 治療 予防 介護 福祉 学会 専門医 手術 小児 整形外科 皮膚科 退院 入院 紹介 経験 勤務 休日 住宅 保育 温泉 海 山 島 雪 祭 \
     子育て 教育 移住 自然 漁港 農業 病院 診療所 宿舎 育児 休暇 認知症 緩和ケア リハビリテーション カンファレンス オンライン診療 ワクチン 巡回診療車 へき地 離島 骨粗鬆症 \
     糖尿病 高血圧 肺炎 心不全 脳卒中 がん検診 禁煙外来 心療内科 栄養指導 服薬管理 地域包括ケア 症例検討会 電子カルテ 遠隔診療 災害医療 ドクターヘリ";
/// What rarer words are made of.
const CHARACTERS: &str = "一人大中小上下前後左右内外東西南北春夏秋冬朝昼夜年月日時分週間回数多少長短高低新古早速遠近広強弱重軽明暗温寒暑冷水火土木金石\
     草花林森村町市県国道川谷池湖海島岸港浜原野田畑米麦豆茶魚鳥牛馬犬虫糸布衣服食肉飯酒飲味料理店屋家室戸門窓庭園橋車船汽電話音声歌楽器笛絵画書紙筆本文字読語\
     言葉詩名前番号計算式形円角線点面体積量力動働止進退出入来行帰通過送受取持運転変化生死育成長老若男女子親父母兄弟姉妹友達仲客員社会社長公共役所議場政治法律\
     権利義務責任平和戦争安全危険事故災害消防救助命健康病気痛熱薬医者看護師歯科眼耳鼻口首肩胸背腹腰手足指骨血液脳神経心肺胃腸肝腎皮膚筋肉呼吸循環代謝免疫感染症\
     検査診断治療手術麻酔注射投与処方予防接種福祉介護支援相談教育研究学習試験卒業資格免許技術情報通信機械工業農産漁獲商品価格税金銀行貯蓄保険契約交渉調査報告計\
     画実施評価改善目標達成経験知識理解判断決定選択責務協力連携組織管理運営会議記録資料統計分析仮説証明結論";
/// What stands between words.
const JOINTS: [&str; 12] = ["の", "を", "に", "は", "が", "と", "で", "や", "、", "を行い、", "しています。", "に取り組みます。"];
const SURNAMES: [&str; 16] =
    ["佐藤", "鈴木", "高橋", "田中", "渡辺", "伊藤", "中村", "小林", "山本", "加藤", "吉田", "山田", "佐々木", "髙𣘺", "山﨑", "齋藤"];
const READINGS: [&str; 16] = [
    "サトウ",
    "スズキ",
    "タカハシ",
    "タナカ",
    "ワタナベ",
    "イトウ",
    "ナカムラ",
    "コバヤシ",
    "ヤマモト",
    "カトウ",
    "ヨシダ",
    "ヤマダ",
    "ササキ",
    "タカハシ",
    "ヤマザキ",
    "サイトウ",
];
const RARE_WORDS: usize = 30_000;
/// Characters of the long texts together; names and places make it about 500.
const LONG: usize = 430;

/// Numbers that are the same in every run.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// Dice of their own for everything that has a number.
    pub fn of(number: u64) -> Self {
        let mut dice = Dice(number.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5DEE_CE66);
        dice.next();
        dice
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    /// Below `sides`, all alike.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.next() as usize % sides.max(1)
    }

    /// Below `sides`, the n-th about n times rarer than the first, as words in a language are.
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small numbers")]
    pub fn zipf(&mut self, sides: usize) -> usize {
        let part = self.next() as f64 / (1u64 << 31) as f64;
        (((sides as f64 + 1.0).powf(part) - 1.0) as usize).min(sides.saturating_sub(1))
    }
}

/// A municipality: code, prefecture, name.
pub type Place = (String, String, String);

/// A made-up listing.
pub struct Made {
    pub id: Uuid,
    pub profile: PublicProfile,
    pub search_key: String,
    /// Days before the last one.
    pub age: usize,
}

/// What listings are made of.
pub struct Corpus {
    words: Vec<String>,
    places: Vec<Place>,
}

/// The id of a listing; its number ends it, so that SQL can make it too.
pub fn id(number: usize) -> Uuid {
    Uuid::parse_str(&format!("{ID_START}{}", FIRST_NUMBER + number)).unwrap_or_default()
}

/// How every id begins.
pub const ID_START: &str = "018f3c5e-7a00-7000-8000-";
/// Twelve digits, so that none has to be filled up.
pub const FIRST_NUMBER: usize = 100_000_000_000;

impl Corpus {
    /// A corpus of listings in these municipalities.
    pub fn new(places: Vec<Place>) -> Self {
        let characters: Vec<char> = CHARACTERS.chars().filter(|c| !c.is_whitespace()).collect();
        let mut dice = Dice::of(0);
        let mut rare = || -> String {
            let length = 2 + dice.zipf(3);
            (0..length).map(|_| characters[dice.zipf(characters.len())]).collect()
        };
        let words = PHRASES.split_whitespace().map(ToOwned::to_owned).chain((0..RARE_WORDS).map(|_| rare())).collect();
        Corpus { words, places }
    }

    fn text(&self, dice: &mut Dice, length: usize) -> String {
        let mut text = String::with_capacity(length * 3 + 64);
        let mut count = 0;
        while count < length {
            for part in [&self.words[dice.zipf(self.words.len())], JOINTS[dice.roll(JOINTS.len())]] {
                text.push_str(part);
                count += part.chars().count();
            }
        }
        text
    }

    /// The listing of a number; `narrow` without long texts.
    pub fn listing(&self, number: usize, narrow: bool) -> Made {
        let mut dice = Dice::of(number as u64 + 1);
        // The populous ones have more: the square of an even number is more often small.
        let even = dice.roll(1 << 15);
        let nth = (even * even * self.places.len()) >> 30;
        let (municipality_code, prefecture_code, municipality) = self.places[nth * 769 % self.places.len()].clone();
        let surname = dice.roll(SURNAMES.len());
        let kind = if dice.roll(12) == 0 { InstitutionKind::Hospital } else { InstitutionKind::Clinic };
        let (suffix, reading) = match kind {
            InstitutionKind::Hospital => ("病院", "ビョウイン"),
            InstitutionKind::Clinic => [("医院", "イイン"), ("クリニック", "クリニック"), ("診療所", "シンリョウジョ")][dice.roll(3)],
        };
        let all: Vec<Specialty> = Specialty::iter().collect();
        let mut specialties: Vec<Specialty> = (0..=dice.roll(4)).map(|_| all[dice.zipf(all.len())]).collect();
        specialties.sort_unstable();
        specialties.dedup();
        let mut long = |part: usize| if narrow { String::new() } else { self.text(&mut dice, LONG * part / 10) };
        let (practice, guidance, training, community) = (long(4), long(2), long(2), long(2));
        let profile = PublicProfile {
            name: format!("{}{}{suffix}", SURNAMES[surname], self.words[dice.zipf(self.words.len())]),
            name_kana: format!("{}{reading}", READINGS[surname]),
            kind: Some(kind),
            beds: (kind == InstitutionKind::Hospital).then_some(20 + i32::try_from(dice.roll(500)).unwrap_or_default()),
            postal_code: format!("{:07}", dice.roll(9_999_999)),
            prefecture_code,
            municipality_code,
            address_line: format!("{}町{}-{}", self.words[dice.roll(300)], dice.roll(20) + 1, dice.roll(40) + 1),
            phone: format!("0{}-{:02}-{:04}", dice.roll(90) + 10, dice.roll(100), dice.roll(10_000)),
            specialties,
            employment: [vec![Employment::FullTime], vec![Employment::PartTime], vec![Employment::FullTime, Employment::PartTime]]
                [dice.roll(3)]
            .clone(),
            headline: self.text(&mut dice, 25),
            practice,
            guidance_offered: dice.roll(3) > 0,
            supervising_doctor: dice.roll(2) > 0,
            guidance,
            training,
            programme_support: dice.roll(2) > 0,
            community,
            ..PublicProfile::default()
        };
        Made {
            id: id(number),
            search_key: search_key(&profile, &places::Place { municipality_name: municipality, ..Default::default() }),
            profile,
            age: dice.roll(600),
        }
    }
}
