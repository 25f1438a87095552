//! What the page holds, and how it changes.

mod arrival;
mod breaks;
mod carry;
mod checks;
mod desk;
mod draft;
mod estate;
mod history;
mod hooks;
mod matrix;
mod notice;
mod opening;
mod reading;
mod session;
mod settled;
mod shared;
mod stored;
pub mod things;
mod workspace;

pub use arrival::Arrival;
pub use breaks::{BreaksProvider, Leg, Part, Report, Survey, use_breaks};
pub use checks::Checks;
pub use desk::{Desk, Keeping, Origin, Standing};
pub use draft::{Draft, Field};
pub use estate::{Estate, FieldError, short_name};
pub use history::{History, Step};
pub use hooks::{WorkspaceProvider, use_dispatch, use_draft, use_newest};
pub use matrix::{MatrixProvider, asking, fired_as, named_first, removal_of, use_matrix};
pub use notice::{Does, Notice, Tone};
pub use opening::{Document, Placement, Refused, SourceFile};
pub use reading::read_files;
pub use session::{Fired, Session};
pub use settled::{use_settled_matrix, use_workspace};
pub use shared::Shared;
pub use stored::{
    Browser, Entry, Newest, Record, RecordId, Shelf, Unreadable, download, download_text,
    file_name, listen, reader, save_file,
};
pub use workspace::{Action, Workspace};
