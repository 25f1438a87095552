//! The parts of the page that show the workspace and say what a person did.

mod compare;
mod dock;
mod document;
mod estate;
mod gallery;
mod history;
mod keys;
mod notices;
mod open;
mod panes;
mod problems;
mod request;
mod requests;
mod revision;
mod stage;
mod top;
mod update;

pub use compare::Compare;
pub use dock::Dock;
pub use document::DocumentPill;
pub use estate::EstateList;
pub use gallery::Gallery;
pub use history::HistoryList;
pub use keys::use_history_keys;
pub use notices::Notices;
pub use open::{DropZone, OpenDialog};
pub use panes::Panes;
pub use problems::Problems;
pub use request::RequestForm;
pub use requests::Requests;
pub use stage::Stage;
pub use top::Top;
pub use update::Update;
