//! The vocabulary of openings.

use crate::institution::terms;

terms! {
    /// How a doctor is engaged.
    Engagement {
        /// 常勤
        FullTime = "常勤", "Full-time";
        /// 非常勤
        PartTime = "非常勤", "Part-time";
        /// 代診・応援: stands in for a doctor who is away
        Substitute = "代診・応援", "Substitute";
        /// 短期滞在: some days or weeks in one go
        ShortStay = "短期滞在", "Short stay";
    }
}

terms! {
    /// How long the contract runs.
    ContractTerm {
        /// 期間の定めなし
        Permanent = "期間の定めなし", "No fixed term";
        /// 期間の定めあり
        Fixed = "期間の定めあり", "Fixed term";
    }
}

terms! {
    /// What the pay is for.
    PayUnit {
        /// 年俸
        Year = "年額", "a year";
        /// 月給
        Month = "月額", "a month";
        /// 日給
        Day = "日額", "a day";
        /// 半日
        HalfDay = "半日あたり", "a half-day";
    }
}

terms! {
    /// Whether the labour standards office permits night and day duty as such (宿日直許可; 労働基準法施行規則, article 23).
    DutyPermit {
        /// For all of it.
        All = "すべて許可あり", "Permitted for all duty";
        /// For some hours or wards.
        Some = "一部許可あり", "Permitted for some duty";
        /// For none of it: the hours count as work.
        None = "許可なし", "Not permitted";
    }
}

terms! {
    /// Which limit of overtime holds for doctors there (医師の時間外労働の上限規制, since April 2024).
    OvertimeCategory {
        /// A水準
        A = "A水準", "Level A";
        /// 連携B水準
        LinkedB = "連携B水準", "Level B for linked work";
        /// B水準
        B = "B水準", "Level B";
        /// C水準
        C = "C水準", "Level C";
    }
}

terms! {
    /// What an institution offers besides pay. What it does not say is not stated, which is neither yes nor no.
    Benefit {
        /// 住居
        Housing = "住居の提供・家賃補助", "Housing";
        /// 引っ越し費用
        MovingCost = "引っ越し費用の負担", "Moving costs";
        /// 研究日
        ResearchDay = "研究日", "Research day";
        /// 保育
        Childcare = "院内保育・保育の支援", "Childcare";
        /// 兼業
        SideWork = "兼業の許可", "Work elsewhere allowed";
        /// オンラインでの指導
        RemoteGuidance = "オンラインでの指導・相談", "Remote guidance";
    }
}
