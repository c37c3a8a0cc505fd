//! The client's page: one file, in which the words about the page stand between two marks.

use super::head::Head;
use domain::locale::Locale;
use std::path::Path;

/// Where the words about the page begin and end in `index.html`.
const MARKS: (&str, &str) = ("<!-- about the page -->\n", "    <!-- /about the page -->");

/// The page as it was built. Read for every answer: a new build is served without a restart, and the kernel keeps it at hand.
pub async fn read(web_dir: &Path) -> Option<String> {
    tokio::fs::read_to_string(web_dir.join("index.html")).await.ok()
}

/// The page with a head. One without marks stays as it is.
pub fn with(shell: String, head: &Head, site: &str) -> String {
    let parts = shell.split_once(MARKS.0).and_then(|(before, rest)| Some((before, rest.split_once(MARKS.1)?.1)));
    let Some((before, after)) = parts else { return shell };
    let before = match head.locale {
        Locale::Ja => before.to_owned(),
        Locale::En => before.replacen("<html lang=\"ja\">", "<html lang=\"en\">", 1),
    };
    format!("{before}{}{}{}", MARKS.0, head.html(site), MARKS.1) + after
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_client_has_the_marks_and_what_is_between_them_is_replaced() {
        let built = include_str!("../../../web/index.html");
        let page = with(built.to_owned(), &Head::missing(Locale::En), "https://gm.example");
        assert!(page.contains("<html lang=\"en\">") && page.contains("<title>Page not found｜GM Network</title>"), "{page}");
        assert_eq!((page.matches("<title>").count(), page.matches("name=\"description\"").count()), (1, 1));
        assert_eq!(page.split("</head>").nth(1), built.split("</head>").nth(1));
    }
}
