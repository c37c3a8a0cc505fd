//! The vocabulary of support: which schemes there are, how far a budget has come, and what a scheme asks for.

use crate::institution::terms;

terms! {
    /// A scheme of support for priority support areas, in the order of the council's document.
    SchemeCode {
        /// 診療所の施設整備
        ClinicFacility = "診療所の承継・開業支援（施設整備）", "Clinic succession and opening: building";
        /// 診療所の設備整備
        ClinicEquipment = "診療所の承継・開業支援（設備整備）", "Clinic succession and opening: equipment";
        /// 診療所の地域への定着支援
        ClinicSettlement = "診療所の承継・開業支援（定着支援）", "Clinic succession and opening: settlement";
        /// 医師の勤務・生活環境改善のための施設整備
        WorkEnvironment = "医師の勤務・生活環境改善（施設整備）", "Work and living environment: building";
        /// 代替医師確保支援
        SubstituteDoctor = "代替医師確保支援", "Substitute doctors";
        /// 派遣元医療機関支援
        DispatchingInstitution = "派遣元医療機関支援", "Institutions that dispatch doctors";
        /// 医師手当事業
        DoctorsAllowance = "医師手当", "Doctor's allowance";
        /// 広域マッチング事業
        WideAreaMatching = "広域マッチング", "Wide-area matching";
        /// 総合的な診療能力を持つ医師養成の推進事業（リカレント教育）
        RecurrentEducation = "総合診療のリカレント教育", "Recurrent education in general practice";
    }
}

terms! {
    /// How far the budget behind a rule has come.
    BudgetStage {
        /// 概算要求
        Request = "概算要求", "Budget request";
        /// 予算案
        DraftBudget = "予算案", "Draft budget";
        /// 補正予算
        Supplementary = "補正予算", "Supplementary budget";
        /// 成立
        Enacted = "成立（予算または法律）", "Enacted (budget or law)";
    }
}

terms! {
    /// How a building is constructed; unit prices differ by it.
    Construction {
        /// 鉄筋コンクリート
        ReinforcedConcrete = "鉄筋コンクリート", "Reinforced concrete";
        /// ブロック
        Block = "ブロック", "Block";
        /// 木造
        Wood = "木造", "Wood";
    }
}

terms! {
    /// How a clinic comes to be run.
    Opening {
        /// 承継
        Succession = "承継", "Succession";
        /// 開業
        Opening = "開業", "Opening";
    }
}

terms! {
    /// What must hold for a scheme to pay.
    Condition {
        /// The institution stands in an area designated on the day.
        DesignatedArea = "重点医師偏在対策支援区域として指定された区域内にあること", "It stands in an area designated as a priority support area on the day";
        /// The institution that receives the doctor stands in such an area; the dispatching one need not.
        DispatchToDesignatedArea = "重点医師偏在対策支援区域内の医療機関への派遣であること", "The doctor is dispatched to an institution in a priority support area";
        /// 地域医療対策協議会及び保険者協議会
        BothCouncilsAgreed = "地域医療対策協議会及び保険者協議会で支援対象として合意を得ていること", "Both the regional medical council and the insurers' council have agreed to support it";
        /// 医師偏在是正プラン
        InCorrectionPlan = "都道府県の医師偏在是正プランに支援対象医療機関として定められていること", "The prefecture's physician maldistribution plan names it";
        /// The scheme runs in the fiscal year.
        OpenInFiscalYear = "その年度に事業が実施されていること", "The scheme is open in that fiscal year";
        /// 診療所
        ClinicOnly = "診療所であること", "It is a clinic";
        /// 承継又は開業
        SuccessionOrOpening = "承継又は開業する診療所であること", "The clinic is taken over or opened";
        /// 実診療日数
        DaysActuallyPractised = "実診療日数で算定すること", "Days actually practised are counted";
        /// 宿直室、医局、更衣室、浴室等
        DutyAndStaffRooms = "宿直室、医局、更衣室、浴室等の新築、増築、改築又は改修の工事であること", "It builds or alters duty rooms, doctors' offices, changing rooms, bathrooms and the like";
        /// 土日祝日
        WeekendAndHolidayDuty = "土日祝日の日直・宿直の代替医師を雇い上げること", "A substitute is hired for day or night duty on weekends and holidays";
        /// 新たに派遣
        NewDispatchOnly = "新たな医師派遣であること", "The dispatch is a new one";
        /// 事業費総額等の範囲内
        WithinBudget = "事業費総額等の範囲内であること", "It stays within the scheme's total budget";
    }
}
