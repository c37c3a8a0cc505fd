//! Tables and documents to take along: the files of [`documents`] as answers.

pub mod answer;

pub use documents::{Cell, Column, Sheet, Table, csv, date, docx, figure, pdf, xlsx};

use crate::error::ApiError;
use domain::problem::ProblemCode;

impl From<documents::Error> for ApiError {
    fn from(error: documents::Error) -> Self {
        match error {
            documents::Error::FontsMissing { ref path, ref reason } => {
                let path = path.display();
                tracing::error!(%path, reason, "documents cannot be made: install fonts-noto-cjk, or name the folder of the fonts in GM_FONT_DIR");
                ApiError::because(ProblemCode::DocumentFontsMissing, error.to_string())
            }
            documents::Error::Unwritable(_) => ApiError::internal(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_fonts_are_a_problem_that_people_are_told() {
        let folder = std::env::temp_dir().join("gm-no-fonts");
        let error: ApiError = pdf::write(&pdf::Document::default(), &pdf::Fonts::new(folder)).unwrap_err().into();
        assert_eq!((error.code(), error.code().status()), (ProblemCode::DocumentFontsMissing, 503));
    }
}
