//! The client's page: one file, in which the words about the page, and the page itself, stand between marks.

use super::head::Head;
use domain::locale::Locale;
use std::{
    hash::{DefaultHasher, Hash, Hasher},
    path::Path,
};

/// Where the words about the page begin and end in `index.html`.
const HEAD: (&str, &str) = ("<!-- about the page -->\n", "    <!-- /about the page -->");

/// Where what is shown until the client runs begins and ends.
const BODY: (&str, &str) = ("    <!-- until the client runs -->\n", "    <!-- /until the client runs -->\n");

/// The page as it was built. Read for every answer: a new build is served without a restart, and the kernel keeps it at hand.
pub async fn read(web_dir: &Path) -> Option<String> {
    tokio::fs::read_to_string(web_dir.join("index.html")).await.ok()
}

/// What tells one build of the page from another.
pub fn form(shell: &str) -> String {
    let mut hasher = DefaultHasher::new();
    shell.hash(&mut hasher);
    format!("{:x}", hasher.finish())
}

/// The page with a head and, where there is one, a body. What has no marks stays as it is.
pub fn with(shell: String, head: &Head, body: Option<&str>, site: &str) -> String {
    let Some((before, after)) = around(&shell, HEAD) else { return shell };
    let before = match head.locale {
        Locale::Ja => before.to_owned(),
        Locale::En => before.replacen("<html lang=\"ja\">", "<html lang=\"en\">", 1),
    };
    let head = head.html(site);
    match body.zip(around(after, BODY)) {
        Some((body, (between, end))) => [&before, HEAD.0, &head, HEAD.1, between, body, end].concat(),
        None => [&before, HEAD.0, &head, HEAD.1, after].concat(),
    }
}

/// What stands before the first of two marks and after the second.
fn around<'a>(text: &'a str, marks: (&str, &str)) -> Option<(&'a str, &'a str)> {
    let (before, rest) = text.split_once(marks.0)?;
    Some((before, rest.split_once(marks.1)?.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_client_has_the_marks_and_what_is_between_them_is_replaced() {
        let built = include_str!("../../../web/index.html");
        let page = with(built.to_owned(), &Head::missing(Locale::En), None, "https://gm.example");
        assert!(page.contains("<html lang=\"en\">") && page.contains("<title>Page not found｜GM Network</title>"), "{page}");
        assert_eq!((page.matches("<title>").count(), page.matches("name=\"description\"").count()), (1, 1));
        assert_eq!(page.split("</head>").nth(1), built.split("</head>").nth(1));

        let page = with(built.to_owned(), &Head::missing(Locale::En), Some("<main>written</main>"), "https://gm.example");
        let body = page.split("<body>").nth(1).unwrap();
        assert_eq!(body.split_whitespace().collect::<String>(), "<main>written</main></body></html>");
    }
}
