//! placeholder
use crate::{InputError, Options};
use sayso_model::Document;
pub(crate) fn read(_page: &str, _options: &Options) -> Result<Document, InputError> {
    Err(InputError::Html("not yet".to_owned()))
}
