use super::*;

#[test]
fn placeholders_are_filled_once() {
    assert_eq!(filled("{a}から{b}まで", &[("a", &1), ("b", &"{a}")]), "1から{a}まで");
    assert_eq!(filled("no values", &[]), "no values");
    assert_eq!(filled("{unknown}!", &[]), "!");
}

#[test]
fn addresses_in_a_text_stand_apart() {
    let text = "詳しくは（https://example.jp/a）、https://example.jp/b, or https://example.jp/c";
    let addresses = ["https://example.jp/a", "https://example.jp/b", "https://example.jp/c"].map(Piece::Address);
    let found = pieces(text);
    assert_eq!(found.iter().copied().filter(|piece| matches!(piece, Piece::Address(_))).collect::<Vec<_>>(), addresses);
    assert_eq!(
        found
            .iter()
            .map(|piece| match piece {
                Piece::Words(text) | Piece::Address(text) => *text,
            })
            .collect::<String>(),
        text
    );
    assert_eq!(pieces("何もない"), [Piece::Words("何もない")]);
}

#[test]
fn a_name_is_one_line_of_what_people_see() {
    for name in ["髙橋 次郎", "葛\u{E0100}城医院", "医療法人社団　架空会", "O’Brien", "が"] {
        assert!(!name.contains(is_hidden), "{name}");
    }
    for c in [
        '\n',
        '\r',
        '\t',
        '\0',
        '\u{85}',
        '\u{200B}',
        '\u{200D}',
        '\u{2028}',
        '\u{202E}',
        '\u{2066}',
        '\u{FEFF}',
        '\u{FFFE}',
        '\u{1FFFF}',
        '\u{50000}',
    ] {
        assert!(is_hidden(c), "{:x}", u32::from(c));
    }
}

#[test]
fn a_text_is_blank_when_nobody_sees_anything_of_it() {
    for blank in [
        "",
        " \u{3000}\t\r\n",
        "\u{200B}",
        "\u{FEFF}\u{2060}",
        "\u{3164}",
        "\u{115F}\u{1160}\u{FFA0}",
        "\u{2800} \u{2800}",
        "\u{FE0F}",
        "\u{34F}",
    ] {
        assert!(is_blank(blank), "{blank:?}");
    }
    for seen in ["-", "・", "変更なし", "\u{200B}a", "葛\u{E0100}", "\u{3164}無"] {
        assert!(!is_blank(seen), "{seen:?}");
    }
}

#[test]
fn marks_join_their_letters_and_names_keep_their_form() {
    for (typed, stored) in [
        ("か\u{3099}んは\u{309A}い e\u{301}", "がんぱい é"),
        ("\u{FA19}か\u{3099}\u{FA1A}", "\u{FA19}が\u{FA1A}"),
        ("e\u{301}\u{323}", "\u{1EB9}\u{301}"),
        ("\u{212B}", "Å"),
    ] {
        assert_eq!(composed(typed), stored, "{typed}");
    }
    for kept in ["髙﨑 \u{FA19}\u{FA1A} 葛\u{E0100}城", "\u{2F81A}田", "ｶﾞ １２", "⽤途", "𠮷", "🏥", "", "O’Brien  架空"]
    {
        assert!(matches!(composed(kept), Cow::Borrowed(same) if same == kept), "{kept}");
    }
}

#[test]
fn what_stands_for_itself_is_what_normalization_leaves() {
    for c in (0..=0x10_FFFF_u32).filter_map(char::from_u32).filter(|c| is_composed(*c) && !is_compatibility_ideograph(*c)) {
        let normal = normalize(&c.to_string(), Form::C);
        assert_eq!(normal.chars().collect::<Vec<_>>(), [c], "{:x}", u32::from(c));
        assert!(!unicode::is_combining(c), "{:x}", u32::from(c));
    }
}

#[test]
fn a_name_in_a_mail_is_one_line_and_its_spaces_stay() {
    assert_eq!(one_line("架空 様\r\n\r\n【重要】\u{202E}  二つ\u{200B}"), "架空 様  【重要】  二つ");
    assert_eq!(one_line("葛\u{E0100}城  医院"), "葛\u{E0100}城  医院");
}

#[test]
fn full_width_digits_and_any_hyphen_make_a_postal_code() {
    assert_eq!(postal_code("９８９−１２３４").as_deref(), Some("989-1234"));
    assert_eq!(postal_code("〒989 1234").as_deref(), Some("989-1234"));
    for given in ["9891234", "989-1234", "989ー1234", "989–1234", "９８９１２３４"] {
        assert_eq!(postal_code(given).as_deref(), Some("989-1234"), "{given}");
    }
    for slip in ["98912345", "98-91234", "989-12-34", "-9891234", "989_1234", "98a-1234", ""] {
        assert_eq!(postal_code(slip), None, "{slip}");
    }
}

#[test]
fn a_name_keeps_the_characters_it_is_written_with() {
    assert_eq!(normalize_line_ends("  山﨑 𠮷子\r\n"), "山﨑 𠮷子");
    assert_eq!(half_width("山﨑　Ａ１"), "山﨑 A1");
}

#[test]
fn a_cell_of_a_spreadsheet_is_no_formula() {
    for word in ["=1+1", "+81-22", "-1+1", "@SUM(A1)", "\t=1", "＝1+1", "﹦1+1", "⁼1", "–1+1", "\u{FE0F}=1"] {
        assert_eq!(spreadsheet_cell(word), String::from("'") + word);
    }
    for word in ["-", "", "仙南", "1-2", "a@example.jp"] {
        assert_eq!(spreadsheet_cell(word), word);
    }
}

#[test]
fn kana_takes_hiragana_and_half_width_and_refuses_kanji() {
    assert_eq!(kana("さとう　いいん").as_deref(), Some("サトウ イイン"));
    assert_eq!(kana("ｻﾄｳ").as_deref(), Some("サトウ"));
    assert_eq!(kana("佐藤"), None);
}

#[test]
fn addresses_are_normalized_or_refused() {
    assert_eq!(email_address(" Dr.Sato@Example.JP ").as_deref(), Some("dr.sato@example.jp"));
    assert_eq!(email_address("ｓａｔｏ＠example.jp").as_deref(), Some("sato@example.jp"));
    for bad in ["", "a", "a@b", "a@@b.jp", "a b@c.jp", ".a@b.jp", "a@-b.jp", "a@b..jp"] {
        assert_eq!(email_address(bad), None, "{bad}");
    }
    assert_eq!(web_address("javascript:alert(1)"), None);
    assert_eq!(web_address("https://user@example.jp/"), None);
    assert!(web_address("https://example.jp/採用?a=1").is_some());
    assert_eq!(web_address("HTTPS://EXAMPLE.JP/A").as_deref(), Some("https://example.jp/A"));
    for bad in [
        "http://127.0.0.1/",
        "http://127.0.0.0x1/",
        "http://127.0.0.%31/",
        "http://127.0.0.①/",
        "http://127.0.0。1/",
        "http://[::1]/",
        "http://localhost/",
        "https://example.jp/\u{202E}",
        "https://example.jp\\@a.jp/",
        "ftp://example.jp",
    ] {
        assert_eq!(web_address(bad), None, "{bad}");
    }
}

#[test]
fn a_mail_link_writes_to_the_address_and_nobody_else() {
    assert_eq!(mail_link("dr.sato+gm@example.jp"), "mailto:dr.sato+gm@example.jp");
    let address = "a?bcc=b%40c.jp&subject=x@example.jp";
    assert_eq!(email_address(address).as_deref(), Some(address), "it is an address");
    assert_eq!(mail_link(address), "mailto:a%3Fbcc%3Db%2540c.jp%26subject%3Dx@example.jp");
}

#[test]
fn telephone_numbers_start_with_zero_and_have_ten_or_eleven_digits() {
    assert_eq!(phone_number("０２２－７１７－７５８７").as_deref(), Some("022-717-7587"));
    for given in
        ["(022)717-7587", "022・717・7587", "022.717.7587", "+81 22-717-7587", "+81-(0)22-717-7587", "022–717―7587", "022(717)7587"]
    {
        assert_eq!(phone_number(given).as_deref(), Some("022-717-7587"), "{given}");
    }
    assert_eq!(phone_number("+819012345678").as_deref(), Some("09012345678"));
    assert_eq!(phone_number("022 717 7587").as_deref(), Some("0227177587"));
    for impossible in ["12345", "00000000000", "0081227177587", "022-717-758x", "1227177587", "+1 22 717 7587", ""] {
        assert_eq!(phone_number(impossible), None, "{impossible}");
    }
}
