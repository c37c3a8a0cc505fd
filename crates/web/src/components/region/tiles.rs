//! The country as tiles, one per prefecture: what the map of Japan is while no outlines are loaded.

/// Column and row of each prefecture, in the order of the codes.
const TILES: [(u8, u8); 47] = [
    (12, 0), // 北海道
    (12, 1), // 青森
    (12, 2), // 岩手
    (12, 3), // 宮城
    (11, 2), // 秋田
    (11, 3), // 山形
    (12, 4), // 福島
    (13, 5), // 茨城
    (12, 5), // 栃木
    (11, 5), // 群馬
    (11, 6), // 埼玉
    (13, 6), // 千葉
    (12, 6), // 東京
    (11, 7), // 神奈川
    (11, 4), // 新潟
    (10, 4), // 富山
    (9, 4),  // 石川
    (8, 5),  // 福井
    (10, 6), // 山梨
    (10, 5), // 長野
    (9, 5),  // 岐阜
    (10, 7), // 静岡
    (9, 6),  // 愛知
    (8, 7),  // 三重
    (8, 6),  // 滋賀
    (7, 6),  // 京都
    (6, 7),  // 大阪
    (6, 6),  // 兵庫
    (7, 7),  // 奈良
    (7, 8),  // 和歌山
    (5, 6),  // 鳥取
    (4, 6),  // 島根
    (5, 7),  // 岡山
    (4, 7),  // 広島
    (3, 7),  // 山口
    (6, 9),  // 徳島
    (5, 9),  // 香川
    (4, 9),  // 愛媛
    (5, 10), // 高知
    (2, 8),  // 福岡
    (1, 8),  // 佐賀
    (0, 9),  // 長崎
    (1, 9),  // 熊本
    (2, 9),  // 大分
    (2, 10), // 宮崎
    (1, 10), // 鹿児島
    (0, 11), // 沖縄
];
/// The side of a tile on the map's paper, with the gap to the next.
const STEP: i32 = 246;
/// The side of a tile.
pub const SIDE: i32 = 230;
const LEFT: i32 = (4000 - 14 * STEP) / 2;
const TOP: i32 = (3000 - 12 * STEP) / 2;

/// The upper left corner of a prefecture's tile on the map's paper.
pub fn tile(code: &str) -> Option<(i32, i32)> {
    let number: usize = code.parse().ok()?;
    let (column, row) = TILES.get(number.checked_sub(1)?)?;
    Some((LEFT + i32::from(*column) * STEP, TOP + i32::from(*row) * STEP))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::region::PREFECTURES;
    use std::collections::BTreeSet;

    #[test]
    fn every_prefecture_has_a_tile_of_its_own_on_the_paper() {
        let places: BTreeSet<_> = PREFECTURES.iter().filter_map(|prefecture| tile(prefecture.code)).collect();
        assert_eq!(places.len(), 47);
        assert!(places.iter().all(|(x, y)| (0..=4000 - SIDE).contains(x) && (0..=3000 - SIDE).contains(y)));
        assert_eq!(tile("00"), None);
        assert_eq!(tile("48"), None);
    }
}
