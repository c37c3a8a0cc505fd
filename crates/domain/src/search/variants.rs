//! Old and variant characters, as they stand in names of people, places and institutions, and the present ones they are typed with.
//!
//! Old forms (旧字体) follow the appendix of the Jōyō kanji table (常用漢字表, いわゆる康熙字典体) and the table of kanji for names
//! (人名用漢字別表); the variants after them are those of registers of names. Compatibility ideographs such as 塚 need no place
//! here: Unicode itself folds them.

use std::{collections::HashMap, sync::LazyLock};

/// Pairs: the old or variant character, then the present one.
const PAIRS: &str = "
亞亜 惡悪 壓圧 圍囲 爲為 醫医 壹壱 稻稲 飮飲 隱隠 榮栄 營営 衞衛 驛駅 圓円 鹽塩 緣縁 艷艶 應応 歐欧 毆殴 櫻桜 奧奥 橫横 溫温 穩穏 假仮 價価 畫画 會会 壞壊 懷懐
繪絵 槪概 擴拡 殼殻 覺覚 學学 嶽岳 樂楽 渴渇 勸勧 卷巻 寬寛 歡歓 罐缶 觀観 關関 陷陥 顏顔 歸帰 氣気 龜亀 僞偽 戲戯 犧犠 卻却 舊旧 據拠 擧挙 虛虚 峽峡 挾挟 敎教
强強 狹狭 鄕郷 堯尭 曉暁 區区 驅駆 勳勲 薰薫 羣群 徑径 惠恵 揭掲 攜携 溪渓 經経 繼継 莖茎 螢蛍 輕軽 鷄鶏 藝芸 擊撃 缺欠 儉倹 劍剣 劔剣 劒剣 釼剣 圈圏 檢検 權権
獻献 硏研 縣県 險険 顯顕 驗験 嚴厳 效効 廣広 恆恒 鑛鉱 號号 國国 黑黒 濟済 碎砕 齋斉 齊斉 斎斉 劑剤 册冊 雜雑 參参 慘惨 棧桟 蠶蚕 贊賛 殘残 絲糸 齒歯 兒児 辭辞
濕湿 實実 舍舎 寫写 釋釈 壽寿 收収 從従 澁渋 獸獣 縱縦 肅粛 處処 緖緒 敍叙 奬奨 將将 牀床 涉渉 燒焼 稱称 證証 乘乗 剩剰 壤壌 孃嬢 條条 淨浄 狀状 疊畳 穰穣 讓譲
釀醸 囑嘱 觸触 寢寝 愼慎 晉晋 眞真 盡尽 圖図 粹粋 醉酔 隨随 髓髄 數数 樞枢 瀨瀬 聲声 靑青 靜静 攝摂 竊窃 專専 戰戦 淺浅 潛潜 纖繊 踐践 錢銭 禪禅 雙双 壯壮 搜捜
插挿 巢巣 曾曽 裝装 瘦痩 騷騒 增増 藏蔵 臟臓 卽即 屬属 續続 墮堕 對対 體体 軆体 躰体 帶帯 滯滞 臺台 瀧滝 擇択 澤沢 單単 擔担 膽胆 團団 彈弾 斷断 癡痴 遲遅 晝昼
蟲虫 鑄鋳 廳庁 徵徴 聽聴 敕勅 鎭鎮 遞逓 鐵鉄 鉃鉄 轉転 點点 傳伝 黨党 盜盗 燈灯 當当 鬭闘 德徳 獨独 讀読 屆届 貳弐 惱悩 腦脳 霸覇 廢廃 拜拝 賣売 麥麦 發発 髮髪
拔抜 晚晩 蠻蛮 祕秘 甁瓶 拂払 佛仏 倂併 竝並 變変 邊辺 邉辺 辨弁 瓣弁 辯弁 舖舗 步歩 穗穂 寶宝 豐豊 沒没 飜翻 每毎 萬万 滿満 默黙 餠餅 戾戻 彌弥 藥薬 譯訳 豫予
餘余 與与 譽誉 搖揺 樣様 謠謡 遙遥 來来 賴頼 亂乱 覽覧 龍竜 兩両 獵猟 綠緑 淚涙 壘塁 勵励 禮礼 隸隷 靈霊 齡齢 曆暦 歷歴 戀恋 鍊錬 爐炉 勞労 樓楼 郞郎 祿禄 錄録
灣湾 亙亘 嚙噛 搔掻 屛屏 摑掴 攪撹 麴麹 繡繍 蔣蒋 蟬蝉 蠟蝋 醬醤 顚顛 鷗鴎 鹼鹸 麪麺 頸頚 礪砺 諫諌 邇迩 鰺鯵 靱靭 壺壷 檜桧 槇槙 濤涛 蘆芦 藪薮 籔薮 鶯鴬 埜野
渕淵 渊淵 圡土 邨村 舘館 舩船 冨富 冲沖 凉涼 峯峰 栁柳 桺柳 桒桑 栢柏 㐂喜 巗巌 巖巌 靍鶴 靏鶴 曻昇 髙高 﨑崎 嵜崎 㟢崎 𠮷吉 濱浜 濵浜 嶋島 嶌島 槗橋 𣘺橋 祗祇
珎珍 竈釜 竃釜 檮梼 絕絶 淸清 黃黄 內内 吳呉 姬姫 戶戸 脫脱 說説 稅税 銳鋭 悅悦 閱閲 爭争 箏筝 產産 查査 彥彦
";

static PRESENT: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let pair = |pair: &str| {
        let mut chars = pair.chars();
        Some((chars.next()?, chars.next()?))
    };
    PAIRS.split_whitespace().filter_map(pair).filter(|(old, present)| old != present).collect()
});

/// The present form of a character; most are their own.
pub(super) fn present(c: char) -> char {
    // Below are Latin letters, signs and kana, which have no old forms.
    if c < '\u{3400}' { c } else { PRESENT.get(&c).copied().unwrap_or(c) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_is_two_characters_and_said_once() {
        let mut seen = std::collections::HashSet::new();
        for pair in PAIRS.split_whitespace() {
            let chars: Vec<char> = pair.chars().collect();
            assert_eq!(chars.len(), 2, "{pair}");
            assert_ne!(chars[0], chars[1], "{pair}");
            assert!(seen.insert(chars[0]), "{pair} is there twice");
        }
    }

    #[test]
    fn a_present_form_is_no_old_form() {
        for present_form in PRESENT.values() {
            assert_eq!(present(*present_form), *present_form);
        }
    }
}
