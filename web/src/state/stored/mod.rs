//! What the browser keeps of the work: every scenario as a record of its own, so that no tab
//! writes over what another has written.

mod browser;
mod keeper;
pub(in crate::state) mod past;
pub mod reader;
mod record;

pub use browser::{Browser, Entry, Shelf, Trouble};
pub use keeper::{
    Newest, download, download_text, file_name, fresh_id, listen, save_file, start, use_keeper,
};
pub use reader::Keeping;
pub use record::{Base, Record, RecordId, Unreadable};
